// What every component can reach: the address, the catalogue, the open table.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Address } from './address';
import type { Catalogue, Data } from './api';
import { type Label, say } from './model';
import { type Word, word } from './words';

export interface Page {
  at: Address;
  /** Goes somewhere; replace leaves no step in the history (sorting, filtering). */
  go(change: Partial<Address>, replace?: boolean): void;
  catalogue: Catalogue;
  data: Data;
  all: Data[];
  /** Asks again which tables are open. */
  refresh(): Promise<void>;
  dark: boolean;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('no page');
  return page;
}

/** The words of the page and the labels of the program, in the language of the address. */
export function useWords() {
  const { lang } = usePage().at;
  return {
    lang,
    t: (key: Word, fill?: Record<string, string | number>) => word(key, lang, fill),
    l: (label: Label | undefined) => say(label, lang),
  };
}
