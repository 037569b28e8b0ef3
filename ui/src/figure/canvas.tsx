import type { ECharts, EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef } from 'preact/hooks';
import { useWords } from '../page';

interface Props {
  option: EChartsCoreOption;
  height: number;
  alt: string;
  onPick?(dataIndex: number, seriesIndex: number, params: { dataType?: string; data?: unknown }): void;
}

/** One drawing. What it says is in the table beside it; here it has a sentence. */
export function Canvas({ option, height, alt, onPick }: Props) {
  const { t } = useWords();
  const ref = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  useEffect(() => {
    let gone = false;
    void import('./echarts').then(({ start }) => {
      if (gone || !ref.current) return;
      chart.current ??= listen(start(ref.current), (i, s, p) => pick.current?.(i, s, p));
      chart.current.resize({ height });
      chart.current.setOption(option, { notMerge: true });
      ref.current.dataset.drawn = 'yes';
    });
    return () => void (gone = true);
  }, [option, height]);
  useEffect(() => {
    const watch = new ResizeObserver(() => chart.current?.resize());
    if (ref.current) watch.observe(ref.current);
    return () => {
      watch.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);
  return (
    <div class="canvas" role="img" aria-label={alt} style={{ height: `${height}px` }} ref={ref}>
      <span class="quiet">{t('drawing')}</span>
    </div>
  );
}

function listen(chart: ECharts, pick: NonNullable<Props['onPick']>): ECharts {
  chart.on('click', (p) => {
    const { dataIndex, seriesIndex, dataType, data } = p as { dataIndex: number; seriesIndex?: number; dataType?: string; data?: unknown };
    pick(dataIndex, seriesIndex ?? 0, { dataType, data });
  });
  return chart;
}
