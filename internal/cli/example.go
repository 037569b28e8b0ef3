package cli

import (
	"context"
	"errors"

	"dougong/dataset"
	"dougong/iot"
)

func example(ctx context.Context, o dataset.Options) (*iot.System, error) {
	return nil, errors.New("no example yet; give --data PATH")
}
