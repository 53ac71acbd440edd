import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attachCustomSynthesis, type ISynthesisSession, Stack, Stage } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import type { Bill } from './bill';
import { checkBill } from './bill-limit';
import { checkCost } from './cost-checks';
import { estimateBill } from './estimate';
import { regionOf, synthesizedResources } from './platform-templates';
import { propose } from './proposals';
import { renderHtml } from './render/html';
import { renderJson } from './render/json';
import { renderMarkdown } from './render/markdown';
import type { UsageAssumptions } from './usage';
import { conflict } from '../settings/checks';
import { shortHash } from '../settings/names';

/** Props of {@link CostReport}. */
export interface CostReportProps {
  /** What is billed: a platform, or any part of an app. */
  readonly subject: IConstruct;

  /**
   * What else is billed with it: stacks in other regions that belong to it.
   *
   * @default - nothing
   */
  readonly supportStacks?: Stack[];

  /**
   * What the bill calls the choices that the subject was made with.
   *
   * @default - nothing
   */
  readonly preset?: string;

  /**
   * How much the subject is used.
   *
   * @default - what each figure's documentation says
   */
  readonly usage?: UsageAssumptions;

  /**
   * What the subject may cost in a month, in US dollars.
   *
   * @default - no limit
   */
  readonly maxMonthlyUsd?: number;
}

/** The bills of an app, which share one page. */
const BILLS = new WeakMap<IConstruct, Map<string, Bill>>();

/**
 * A bill, computed from the templates as they are synthesized: every resource with what it costs for being there and for being used, on
 * demand and without taxes. It is written to `cdk.out/cost/` as JSON and Markdown, and beside the other platforms' of the app, also of other
 * Stages, in `cdk.out/cost/index.html`.
 *
 * Prices are those of us-east-1 and ap-northeast-1, as of the days that the bill names. us-west-2 and ap-northeast-3 are taken as their
 * neighbours, and each line says so; of other regions none is known, and none is guessed.
 */
export class CostReport extends Construct {
  private made?: Bill;

  constructor(scope: Construct, id: string, private readonly props: CostReportProps) {
    super(scope, id);
    checkCost(props);
    const stage = Stage.of(this);
    if (!stage) throw conflict("'cost.report' needs an App or a Stage that the stack is in");
    // Constructs are synthesized in the order in which they were made: this one comes after the stacks whose templates it reads.
    attachCustomSynthesis(new Construct(stage, `CostReport-${shortHash(this.node.path)}`), { onSynthesize: (session) => this.write(session) });
  }

  /**
   * The bill.
   *
   * @throws if the app is not synthesized yet
   */
  public get bill(): Bill {
    if (!this.made) throw conflict('the bill is computed from the templates: synthesize the app first');
    return this.made;
  }

  /** What the subject's files are called: its path with dots. */
  public get fileName(): string {
    const { path } = this.props.subject.node;
    const name = path.replace(/\//g, '.').replace(/[^\p{L}\p{N}._-]+/gu, '-') || 'app';
    // What was replaced, or has dots of its own, could be another's name.
    return /^[\p{L}\p{N}_/-]*$/u.test(path) ? name : `${name}-${shortHash(path)}`;
  }

  private write(session: ISynthesisSession): void {
    const { subject, supportStacks = [], preset = '', usage = {}, maxMonthlyUsd } = this.props;
    const resources = synthesizedResources(session.outdir, [subject, ...supportStacks]);
    const stack = subject.node.scopes.some((each) => Stack.isStack(each)) ? Stack.of(subject) : Stack.of(this);
    const platform = { platform: subject.node.path || 'app', preset, region: regionOf(stack), resources };
    this.made = { ...estimateBill(platform, usage), proposals: propose(platform, usage) };

    const root = this.node.root as Stage;
    const bills = BILLS.get(root) ?? new Map<string, Bill>();
    BILLS.set(root, bills.set(this.node.path, this.made));
    const folder = join(root.outdir, 'cost');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${this.fileName}.json`), renderJson([this.made]));
    writeFileSync(join(folder, `${this.fileName}.md`), renderMarkdown(this.made));
    writeFileSync(join(folder, 'index.html'), renderHtml([...bills.values()]));
    // Last, so that the report of what is too dear can be read.
    if (maxMonthlyUsd !== undefined) checkBill(this.made, maxMonthlyUsd, join(folder, 'index.html'));
  }
}
