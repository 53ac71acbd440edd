import { type Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import type { UsageAssumptions } from '../usage';

/** Days of a month. */
export const MONTH = 365 / 12;

/** Of a database, what changes in a day, where nothing else is said. */
const DAILY_CHANGE = 0.02;

/** The usage with its defaults, sizes in GB. */
export interface Figures {
  readonly requests: number;
  readonly downloads: number;
  readonly pdfStorage: number;
  readonly pdfWrites: number;
  readonly pdfReads: number;
  readonly pdfUploads: number;
  readonly logs: number;
  readonly egress: number;
  readonly images: number;
  /** Undefined: as many as scaling keeps. */
  readonly averageTasks: number | undefined;
  readonly loadBalancerUnits: number;
  readonly databaseSize: number;
  /** Of it, what changes in a day. */
  readonly databaseDailyChange: number;
  readonly extraBackups: number;
  readonly hours: number;
  readonly freeAllowances: boolean;
}

export function figuresOf(usage: UsageAssumptions): Figures {
  const databaseSize = gigabytes(usage.databaseSize, 5);
  return {
    requests: usage.requests ?? 300_000,
    downloads: gigabytes(usage.downloads, 10),
    pdfStorage: gigabytes(usage.pdfStorage, 10),
    pdfWrites: usage.pdfWrites ?? 10_000,
    pdfReads: usage.pdfReads ?? 100_000,
    pdfUploads: gigabytes(usage.pdfUploads, 1),
    logs: gigabytes(usage.logs, 1),
    egress: gigabytes(usage.egress, 10),
    images: gigabytes(usage.images, 1),
    averageTasks: usage.averageTasks,
    loadBalancerUnits: usage.averageLoadBalancerCapacityUnits ?? 0.1,
    databaseSize,
    databaseDailyChange: gigabytes(usage.databaseDailyChange, databaseSize * DAILY_CHANGE),
    extraBackups: gigabytes(usage.extraBackups, 0),
    hours: usage.hours ?? 730,
    freeAllowances: usage.freeAllowances ?? true,
  };
}

/** What a bill rests on, in words. */
export function assumptionsOf(figures: Figures): string[] {
  const { averageTasks, extraBackups } = figures;
  return [
    `${figures.hours} hours a month`,
    `${thousands(figures.requests)} requests`,
    `${figures.downloads} GB downloaded through CloudFront`,
    `${figures.pdfStorage} GB of PDFs, ${thousands(figures.pdfWrites)} (${figures.pdfUploads} GB) written and ${thousands(figures.pdfReads)} read`,
    `${figures.databaseSize} GB in the database, ${+figures.databaseDailyChange.toFixed(3)} GB of it changed each day`,
    `${figures.logs} GB of logs`,
    `${figures.egress} GB between tasks and the internet or AWS's APIs`,
    `${figures.images} GB of images`,
    averageTasks === undefined ? 'as many tasks as scaling keeps at least' : `${averageTasks} tasks on average`,
    `${figures.loadBalancerUnits} load balancer capacity units on average`,
    ...(extraBackups > 0 ? [`${extraBackups} GB of backups beyond the database's size`] : []),
    figures.freeAllowances ? "AWS's free allowances are this platform's to use" : "AWS's free allowances are used up elsewhere",
    'traffic between zones, CPU credits and taxes are not counted',
  ];
}

/** As the design's document writes it: 300 000. */
function thousands(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ' ');
}

function gigabytes(size: Size | undefined, otherwise: number): number {
  return size?.toGibibytes({ rounding: SizeRoundingBehavior.NONE }) ?? otherwise;
}
