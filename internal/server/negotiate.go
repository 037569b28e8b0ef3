package server

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"dougong/class"
	"dougong/report"
)

// language is the one asked for by ?lang, or the best of Accept-Language that
// there is.
func language(r *http.Request) (class.Lang, error) {
	if text := r.URL.Query().Get("lang"); text != "" {
		switch l := class.Lang(text); l {
		case class.En, class.Zh, class.Both:
			return l, nil
		}
		return "", badQuery("lang", text, []string{"en", "zh", "both"})
	}
	for _, wish := range wishes(r.Header.Get("Accept-Language")) {
		switch main, _, _ := strings.Cut(strings.ToLower(wish), "-"); main {
		case "zh":
			return class.Zh, nil
		case "en":
			return class.En, nil
		}
	}
	return class.En, nil
}

// format is the one asked for by ?format, or the best of Accept that there is;
// the first of the offered ones without a wish.
func format(r *http.Request, offered []string, media func(format string) string) (string, error) {
	if text := r.URL.Query().Get("format"); text != "" {
		if !slices.Contains(offered, text) {
			return "", badQuery("format", text, offered)
		}
		return text, nil
	}
	for _, wish := range wishes(r.Header.Get("Accept")) {
		for _, f := range offered {
			if main, _, _ := strings.Cut(media(f), ";"); main == wish {
				return f, nil
			}
		}
		if wish == "*/*" {
			break
		}
	}
	return offered[0], nil
}

// wishes returns the values of an Accept header, the most wanted first.
func wishes(header string) []string {
	type wish struct {
		text    string
		quality float64
	}
	var list []wish
	for _, part := range strings.Split(header, ",") {
		text, rest, _ := strings.Cut(strings.TrimSpace(part), ";")
		w := wish{strings.TrimSpace(text), 1}
		if q, ok := strings.CutPrefix(strings.ReplaceAll(rest, " ", ""), "q="); ok {
			if v, err := strconv.ParseFloat(q, 64); err == nil {
				w.quality = v
			}
		}
		if w.text != "" && w.quality > 0 {
			list = append(list, w)
		}
	}
	slices.SortStableFunc(list, func(a, b wish) int { return cmp.Compare(b.quality, a.quality) })
	texts := make([]string, len(list))
	for i, w := range list {
		texts[i] = w.text
	}
	return texts
}

// pictures are the media types of figures.
var pictures = map[string]string{"svg": "image/svg+xml", "png": "image/png"}

func mediaType(format string) string {
	if m, ok := pictures[format]; ok {
		return m
	}
	return report.Format(format).Describe().Media
}

// mediaNames returns the media types of formats without their parameters.
func mediaNames(formats []string) []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i], _, _ = strings.Cut(mediaType(f), ";")
	}
	return names
}

// saved is the name under which a browser saves a format; empty for those that
// it shows.
func saved(name, format string) string {
	switch f := report.Format(format); f {
	case report.JSON, report.Page, report.Table:
		return ""
	default:
		return name + f.Describe().Ending
	}
}
