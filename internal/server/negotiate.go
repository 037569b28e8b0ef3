package server

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"dougong/class"
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

// mediaTypes of formats; a format that is not here is sent as bytes.
var mediaTypes = map[string]string{
	"json":    "application/json",
	"jsonl":   "application/jsonl",
	"csv":     "text/csv; charset=utf-8",
	"md":      "text/markdown; charset=utf-8",
	"table":   "text/plain; charset=utf-8",
	"html":    "text/html; charset=utf-8",
	"svg":     "image/svg+xml",
	"png":     "image/png",
	"xlsx":    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"docx":    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"parquet": "application/vnd.apache.parquet",
}

func mediaType(format string) string {
	if m, ok := mediaTypes[format]; ok {
		return m
	}
	return "application/octet-stream"
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
	switch format {
	case "json", "html", "svg", "png", "table":
		return ""
	}
	return name + "." + format
}
