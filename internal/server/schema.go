package server

import (
	"reflect"
	"slices"
	"strings"

	"dougong/class"
	"dougong/result"
)

// schema is a JSON Schema (2020-12), as OpenAPI 3.1 has it.
type schema = map[string]any

// schemas describes the Go types of answers; structs become components.
type schemas struct {
	components map[string]schema
	types      map[string]reflect.Type // of components, by name
}

func newSchemas() *schemas {
	return &schemas{components: map[string]schema{}, types: map[string]reflect.Type{}}
}

// own are types whose JSON is not that of their fields.
var own = map[reflect.Type]schema{
	reflect.TypeFor[result.Table](): tableSchema,
}

var (
	labelRef = schema{"$ref": "#/components/schemas/Label"}
	absences = schema{"type": "object", "additionalProperties": schema{"type": "string",
		"enum": []result.Absence{result.NotAvailable, result.NotApplicable}}}
)

// tableSchema is what [result.Table.MarshalJSON] writes.
var tableSchema = schema{
	"type": "object", "required": []string{"id", "label", "columns", "rows"}, "additionalProperties": false,
	"properties": schema{
		"id": schema{"type": "string"}, "label": labelRef,
		"columns": schema{"type": "array", "items": schema{"$ref": "#/components/schemas/Column"}},
		"rows":    schema{"type": "array", "items": rowSchema(schema{"type": "array"})},
		"rest":    schema{"type": "boolean", "description": "Rows were cut off; the last row adds them up."},
	},
}

func rowSchema(cells schema) schema {
	return schema{"type": "object", "required": []string{"key", "cells"}, "additionalProperties": false,
		"properties": schema{"key": schema{"type": "string"}, "cells": cells, "absent": absences}}
}

// of describes the JSON of a value's type.
func (g *schemas) of(v any) schema { return g.typed(reflect.TypeOf(v)) }

func (g *schemas) typed(t reflect.Type) schema {
	switch t.Kind() {
	case reflect.Pointer:
		return g.typed(t.Elem())
	case reflect.String:
		return schema{"type": "string"}
	case reflect.Bool:
		return schema{"type": "boolean"}
	case reflect.Float64, reflect.Float32:
		return schema{"type": "number"}
	case reflect.Int, reflect.Int32, reflect.Int64, reflect.Uint64:
		return schema{"type": "integer"}
	case reflect.Slice, reflect.Array:
		return schema{"type": []string{"array", "null"}, "items": g.typed(t.Elem())}
	case reflect.Map:
		return schema{"type": "object", "additionalProperties": g.typed(t.Elem())}
	case reflect.Struct:
		return g.component(t)
	case reflect.Interface:
		return schema{}
	}
	panic("server: BUG: no schema for " + t.String())
}

func (g *schemas) component(t reflect.Type) schema {
	name := strings.TrimSuffix(t.Name(), "View")
	name = strings.ToUpper(name[:1]) + name[1:]
	if other, seen := g.types[name]; seen && other != t {
		panic("server: BUG: two schemas " + name + ": " + other.String() + " and " + t.String())
	} else if !seen {
		g.types[name] = t // a type may hold itself
		if fixed, ok := own[t]; ok {
			g.components[name] = fixed
			g.typed(reflect.TypeFor[result.Column]())
			g.typed(reflect.TypeFor[class.Label]())
		} else {
			g.components[name] = g.object(t)
		}
	}
	return schema{"$ref": "#/components/schemas/" + name}
}

// object describes the fields of a struct as encoding/json writes them.
func (g *schemas) object(t reflect.Type) schema {
	properties, required := schema{}, []string{}
	g.fields(t, properties, &required)
	slices.Sort(required)
	return schema{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

func (g *schemas) fields(t reflect.Type, properties schema, required *[]string) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" {
			g.fields(f.Type, properties, required)
			continue
		}
		if !f.IsExported() || name == "-" {
			continue
		}
		if name == "" {
			name = f.Name
		}
		s := g.typed(f.Type)
		if choices := f.Tag.Get("enum"); choices != "" {
			s["enum"] = strings.Split(choices, ",")
		}
		properties[name] = s
		if !strings.Contains(options, "omit") {
			*required = append(*required, name)
		}
	}
}
