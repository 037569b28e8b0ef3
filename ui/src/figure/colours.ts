// Colours of data, the same as in the drawings of package chart: told apart by
// every kind of colour sight (after Okabe & Ito 2008).
export interface Palette {
  series: string[];
  ink: string;
  grey: string;
  faint: string;
  paper: string;
  rest: string;
  accent: string;
  heat: string[];
}

const light: Palette = {
  series: ['#0072b2', '#e69f00', '#123047', '#56b4e9', '#b0578d'],
  ink: '#1c1a18', grey: '#5f5a55', faint: '#e6e1da', paper: '#ffffff', rest: '#a8a39c', accent: '#8c3b2a',
  heat: ['#f3efe8', '#d9e3ea', '#a9cbe0', '#64a5cd', '#0072b2', '#123047'],
};

const dark: Palette = {
  series: ['#4ba3d9', '#e6a832', '#c9d6e0', '#86ccf5', '#d987b8'],
  ink: '#ece7e0', grey: '#aaa39a', faint: '#3a3632', paper: '#1f1c1a', rest: '#77716a', accent: '#e08a74',
  heat: ['#262320', '#233442', '#24506f', '#2b79ab', '#57aee3', '#c6e6fb'],
};

export const palette = (isDark: boolean): Palette => (isDark ? dark : light);
