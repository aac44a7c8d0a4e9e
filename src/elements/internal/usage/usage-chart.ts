import { html, nothing, svg, type TemplateResult } from 'lit';
import type { SeriesBucket } from '../../../contract/usage.js';
import { amountText } from '../words/amount.js';
import { dateText } from '../words/dates.js';
import { evenShare, sumOf, texts, wordsOf, type ChartFrame } from './usage-chart-words.js';

export { usageChart as styles } from '../../styles/usage-chart.js';
export { texts };

/** The line of the limit is drawn up to this multiple of the highest bar: beyond it, bars would be too low to see. */
const FARTHEST_SHARE = 2.5;
/** The part of its place that a bar fills. */
const BAR = 0.72;
/** In percent of the height: any use at all has to be visible. */
const LOWEST = 1;
/** From this many bars on, one in the middle has a label as well. */
const LONG_AXIS = 8;

const SHORT: Readonly<Record<SeriesBucket, Intl.DateTimeFormatOptions>> = {
  hour: { weekday: 'short', hour: 'numeric' },
  day: { day: 'numeric', month: 'short', timeZone: 'UTC' },
  month: { month: 'short', year: 'numeric', timeZone: 'UTC' },
};
const LONG: Readonly<Record<SeriesBucket, Intl.DateTimeFormatOptions>> = {
  hour: { ...SHORT.hour, day: 'numeric', month: 'short' },
  day: { weekday: 'short', ...SHORT.day },
  month: { month: 'long', year: 'numeric', timeZone: 'UTC' },
};

/** The drawing of a chart, fetched when there is one. Bars are in percent, so that they fit any width without measuring. */
export function draw(frame: ChartFrame): TemplateResult {
  const { showsTable, toggle } = frame;
  const words = wordsOf(frame);
  return html`
    ${chart(frame)}
    <p class="row small soft">
      <span part="legend">${texts(frame).share}</span>
      <button class="link" part="toggle" type="button" aria-expanded=${showsTable} @click=${toggle}>
        ${words.text(showsTable ? 'hideTable' : 'showTable')}
      </button>
    </p>
    ${showsTable ? table(frame) : nothing}
  `;
}

function chart(frame: ChartFrame): TemplateResult {
  const { series, interval } = frame;
  const words = wordsOf(frame);
  const points = series.series;
  const highest = Math.max(0, ...points.map(({ quantity }) => quantity));
  if (highest === 0) return html`<div class="plot nothing"><p>${words.text('nothingUsed')}</p></div>`;
  const share = evenShare(series, interval) ?? Infinity;
  const top = Math.max(highest, share > highest * FARTHEST_SHARE ? 0 : share);
  const heightOf = (quantity: number): number => (quantity > 0 ? Math.max(LOWEST, (quantity / top) * 100) : 0);
  const slot = 100 / points.length;
  const shareAt = percent(100 - heightOf(share));
  return html`
    <div class="plot">
      <svg part="chart" role="img" aria-label=${summary(frame, highest)} width="100%" height="100%">
        ${points.map(({ start, quantity }, index) => {
          const isNow = index === points.length - 1;
          const height = heightOf(quantity);
          return svg`<rect
            class=${isNow ? 'bar now' : 'bar'}
            part=${isNow ? 'bar bar-now' : 'bar'}
            x=${percent((index + (1 - BAR) / 2) * slot)}
            y=${percent(100 - height)}
            width=${percent(BAR * slot)}
            height=${percent(height)}
            rx="2"
          ><title>${dateText(words, start, LONG[interval])}: ${amountText(words, quantity, series.unit)}</title></rect>`;
        })}
        ${share <= top ? svg`<line class="share" part="share" x2="100%" y1=${shareAt} y2=${shareAt}></line>` : nothing}
      </svg>
    </div>
    <p class="axis small soft" part="axis" aria-hidden="true">${axis(frame).map((label) => html`<span>${label}</span>`)}</p>
  `;
}

const percent = (value: number): string => `${value.toFixed(3)}%`;

/** The same as a table. */
function table(frame: ChartFrame): TemplateResult {
  const { series, interval } = frame;
  const words = wordsOf(frame);
  return html`
    <div class="scroll" role="region" tabindex="0" aria-label=${texts(frame).heading}>
      <table class="small number" part="table">
        <thead>
          <tr><th scope="col">${words.text('date')}</th><th scope="col">${words.text('used')}</th></tr>
        </thead>
        <tbody>
          ${series.series.map(
            ({ start, quantity }) => html`<tr>
              <th scope="row">${dateText(words, start, LONG[interval])}</th>
              <td>${amountText(words, quantity, series.unit)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}

/** The drawing in one sentence. */
function summary(frame: ChartFrame, highest: number): string {
  const { series, interval } = frame;
  const words = wordsOf(frame);
  const points = series.series;
  const on = (start = ''): string => dateText(words, start, SHORT[interval]);
  return words.text('summary', {
    heading: texts(frame).heading,
    from: on(points[0]?.start),
    to: on(points.at(-1)?.start),
    sum: amountText(words, sumOf(series), series.unit),
    when: on(points.find(({ quantity }) => quantity === highest)?.start),
    most: amountText(words, highest, series.unit),
  });
}

function axis({ words, series, interval }: ChartFrame): string[] {
  const points = series.series;
  const now = new Intl.RelativeTimeFormat(words.lang, { numeric: 'auto' }).format(0, interval);
  const named = points.length >= LONG_AXIS ? [0, points.length >> 1] : points.length > 1 ? [0] : [];
  return [...named.map((index) => dateText(words, points[index]?.start ?? '', SHORT[interval])), now];
}
