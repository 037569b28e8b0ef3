// A small plain table whose names try to be a script, a formula, a direction.
export const script = '<script>window.owned=1</script><img src=x onerror="window.owned=1">';
export const formula = '=cmd|"/C calc"!A0';
export const reversed = 'gnp\u202egpj.exe {a|b}';

const quote = (s) => `"${s.replaceAll('"', '""')}"`;

const text = {
  'table.toml': `version = 1
name = "hostile"
title = {en = ${JSON.stringify('<b onmouseover=alert(1)>invented</b>')}, zh = "<u>虚构</u>"}
year = 2024
economy = "CHN"
unit = {kind = "money", symbol = "CNY", power = 8}
prices = "basic"
imports = "column"
citation = "<script>alert(2)</script>"

[files]
industries = "industries.csv"
final = "final.csv"
primary = "primary.csv"
flows = "flows.csv"
final_demand = "final-demand.csv"
primary_inputs = "primary-inputs.csv"
`,
  'industries.csv': `region,item,en,zh,output,imports
,farm,${quote(script)},${quote(script)},100,10
,chip,${quote(formula)},${quote(formula)},200,60
,serve,${quote(reversed)},${quote(reversed)},300,0
`,
  'final.csv': 'region,item,kind,en,zh\n,home,consumption,Final use at home,国内最终使用\n,exports,exports,Exports,出口\n',
  'primary.csv': 'region,item,kind,en,zh\n,va,value-added,Value added,增加值\n',
  'flows.csv': ',farm,chip,serve\nfarm,20,0,30\nchip,5,90,45\nserve,15,30,60\n',
  'final-demand.csv': ',home,exports\nfarm,50,10\nchip,60,60\nserve,185,10\n',
  'primary-inputs.csv': ',farm,chip,serve\nva,60,80,165\n',
};

export const files = Object.entries(text).map(([name, body]) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(body) }));
