// The JSON of the API, as packages result, iot and class of the program write it.

export type Lang = 'en' | 'zh';

/** A name or a sentence in both languages. */
export interface Label {
  en: string;
  zh?: string;
}

export interface Unit {
  kind: 'money' | 'ratio' | 'share' | 'quantity' | '';
  symbol?: string;
  power?: number;
}

export type ParamKind = 'enum' | 'economy' | 'sector' | 'industry' | 'tag' | 'count' | 'real';

export interface Choice {
  id: string;
  label: Label;
}

export interface Param {
  id: string;
  label: Label;
  help: Label;
  kind: ParamKind;
  list?: boolean;
  required?: boolean;
  default?: string;
  choices?: Choice[];
  unit?: Unit;
  min?: number;
  max?: number;
}

export interface Column {
  id: string;
  label: Label;
  kind: 'code' | 'name' | 'number' | 'integer' | 'flag';
  unit?: Unit; // none for codes and names, and where another column names it
  definition: Label;
  why: boolean;
}

export type Absence = 'not available' | 'not applicable';

export type CellValue = number | string | boolean | Label | null;

export interface Row {
  key: string;
  cells: CellValue[];
  absent?: Record<string, Absence>;
}

export interface Table {
  id: string;
  label: Label;
  columns: Column[];
  rows: Row[];
  rest?: boolean;
}

export type FigureKind = 'bar' | 'dot' | 'line' | 'scatter' | 'heatmap' | 'sankey' | 'treemap' | 'waterfall';

export interface Figure {
  id: string;
  kind: FigureKind;
  title: Label;
  table: string;
  label: string;
  values: string[];
  from?: string;
  to?: string;
  top?: number;
  group?: string;
  facet?: string;
  cross?: number[];
  quadrants?: Label[];
  total?: string;
}

export interface Meta {
  name: string;
  title: Label;
  format: string;
  release?: string;
  year?: number;
  economy?: string;
  sectors?: string;
  unit: Unit;
  prices?: string;
  source?: string;
  citation?: string;
  licence?: string;
  files?: { name: string; sha256: string; bytes: number }[];
}

export interface Key {
  region?: string;
  item: string;
}

export interface Place {
  file: string;
  sheet?: string;
  row?: number;
  column?: number;
}

export interface Finding {
  id: string;
  level: 'note' | 'warning' | 'fault';
  block?: string;
  row?: Key;
  column?: Key;
  place?: Place;
  got: number;
  want: number;
  unit: Unit;
  text: Label;
  remedy: Label;
  accepted?: { reason: string; name: string };
}

export interface Result {
  entry: string;
  params: Record<string, string>;
  data: Meta;
  headline?: Label[];
  tables: Table[];
  figures?: Figure[];
  findings?: Finding[];
  limits?: Label[];
  assumption?: Label;
  residual_share: number;
}

export interface Cell {
  table: string;
  row: string;
  column: string;
}

export interface Cells {
  first?: Place[];
  total: number;
  notes?: string[];
}

export interface Term {
  label: Label;
  key?: string;
  value: number;
  rest?: boolean;
  cells?: Cells;
}

export interface Part {
  symbol: string;
  label: Label;
  value: number;
  unit: Unit;
  cells?: Cells;
}

export interface Sensitivity {
  block: string;
  row: Key;
  column: Key;
  label: Label;
  value: number;
  share: number;
  cells?: Cells;
}

export interface Why {
  entry: string;
  params: Record<string, string>;
  cell: Cell;
  label: Label;
  value: number;
  unit: Unit;
  definition: Label;
  formula: string;
  citation?: string[];
  parts?: Part[];
  terms?: Term[];
  terms_of?: Label;
  rounds?: Term[];
  sensitivities?: Sensitivity[];
  binding?: Label[];
  data: Meta;
  note?: Label[];
}

/** One analysis of the catalogue. */
export interface Entry {
  id: string;
  verb: Verb;
  label: Label;
  question: Label;
  needs?: string[];
  params: Param[];
  tables: { id: string; label: Label; columns: Column[] }[];
  figures?: Figure[];
  formula: string;
  limits: Label[];
  citation?: string[];
  example: string;
}

export const verbs = ['see', 'find', 'stress', 'choose', 'plan', 'track', 'brief'] as const;
export type Verb = (typeof verbs)[number];

/** A number that another column, or nothing, gives a unit to. */
export const bare: Unit = { kind: '' };

/** The label in the language; the other one where that is missing. */
export function say(label: Label | undefined, lang: Lang): string {
  if (!label) return '';
  return (lang === 'zh' ? label.zh || label.en : label.en || label.zh) ?? '';
}
