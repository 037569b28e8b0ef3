import { ClosingView } from './closing';
import { ExplorerView } from './explorer';
import { LedgerView } from './ledger';
import { LinkagesView } from './linkages';
import { StructureView } from './structure';
import { type ViewId, views } from './view';

const pages = { structure: StructureView, ledger: LedgerView, explorer: ExplorerView, linkages: LinkagesView, closing: ClosingView };

export function ViewPage({ id }: { id: string }) {
  const info = views.find((v) => v.id === id);
  if (!info) return null;
  const Page = pages[info.id as ViewId];
  return <Page info={info} />;
}
