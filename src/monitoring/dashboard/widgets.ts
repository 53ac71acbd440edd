import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** CloudWatch's grid has 24 columns. */
const WIDTH = 24;
const HEIGHT = 6;

export interface Graph {
  readonly title: string;
  readonly left: cloudwatch.IMetric[];
  readonly right?: cloudwatch.IMetric[];
  readonly leftAxis?: cloudwatch.YAxisProps;
  readonly rightAxis?: cloudwatch.YAxisProps;
  readonly region?: string;
  readonly stacked?: boolean;
  /** Since when, where that is another time than the dashboard's. */
  readonly start?: string;
}

export const PERCENT: cloudwatch.YAxisProps = { min: 0, max: 100, label: '%', showUnits: false };
export const FROM_ZERO: cloudwatch.YAxisProps = { min: 0 };
export const SECONDS: cloudwatch.YAxisProps = { min: 0, label: 's', showUnits: false };

/** Graphs side by side, which share the width. */
export function graphs(...row: Graph[]): cloudwatch.IWidget[] {
  return row.map(({ title, left, right, leftAxis, rightAxis, region, stacked, start }) =>
    new cloudwatch.GraphWidget({
      title,
      left,
      right,
      leftYAxis: leftAxis ?? FROM_ZERO,
      rightYAxis: right && (rightAxis ?? FROM_ZERO),
      region,
      stacked,
      start,
      width: Math.floor(WIDTH / row.length),
      height: HEIGHT,
    }),
  );
}

/** A line of text across the whole width. */
export function heading(...lines: string[]): cloudwatch.IWidget {
  return new cloudwatch.TextWidget({ markdown: lines.join('\n'), width: WIDTH, height: Math.max(1, lines.length), background: cloudwatch.TextWidgetBackground.TRANSPARENT });
}

/** The 50th, 95th and 99th percentile. */
export function percentiles(
  metric: (name: string, statistic: string, options?: cloudwatch.MetricOptions) => cloudwatch.Metric, name: string,
): cloudwatch.IMetric[] {
  return [50, 95, 99].map((percent) => metric(name, cloudwatch.Stats.p(percent), { label: `p${percent}` }));
}
