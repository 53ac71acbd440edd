import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PdfWebPlatformProps, RecoveryRegion } from '../../src';
import { allResources, appWith } from '../helpers/configurations';

const DOCS = join(__dirname, '../../docs');
const read = (file: string) => readFileSync(join(DOCS, file), 'utf8');

interface Section {
  readonly anchor: string;
  readonly level: string;
  readonly heading: string;
  readonly text: string;
}

/** The anchor that GitHub gives to a heading. */
const slug = (heading: string) => heading.toLowerCase().replace(/[^\w\- ]/g, '').replace(/ /g, '-');

const english = read('runbooks.md').split(/^(?=##+ )/m).slice(1).map((section): Section => {
  const [, level, heading, text] = /^(#+) (.*)\n([^]*)$/.exec(section)!;
  return { anchor: slug(heading), level, heading, text };
});
/** GitHub gives a Japanese heading a Japanese anchor, which no alarm links to: each section has an English one before its heading. */
const japanese = read('runbooks.ja.md').split(/^(?=<a id=)/m).slice(1).map((section): Section => {
  const [, anchor, level, heading, text] = /^<a id="([\w-]+)"><\/a>\n\n(#+) (.*)\n([^]*)$/.exec(section)!;
  return { anchor, level, heading, text };
});

function translated(anchor: string): Section {
  return japanese.find((section) => section.anchor === anchor) ?? { anchor, level: '', heading: 'missing', text: '' };
}

/** The words of the design document, 9.2. */
const STEPS = ['障害の特定', '影響範囲の確認', '復旧手順の実行', '正常性の確認', '再発防止策の検討'];

const WATCHED: [string, Partial<PdfWebPlatformProps>][] = [
  ['prod', { backup: { recoveryRegion: RecoveryRegion.of('us-west-2') } }],
  ['dev', { monitoring: { alarms: true } }],
];
/** Which alarm or rule links to which section. */
const links = WATCHED
  .flatMap(([preset, props]) => allResources(appWith(preset, { region: 'us-east-1', hasDomain: true }, props)))
  .flatMap(({ type, properties }) => {
    const text = JSON.stringify(type === 'AWS::Events::Rule' ? properties.Targets : properties.AlarmDescription ?? '');
    const alarm = /^Stack-Platform-(\w+)$/.exec(properties.AlarmName ?? '')?.[1];
    return [...text.matchAll(/docs\/runbooks\.md#([\w-]+)/g)].map(([, anchor]) => ({ anchor, alarm }));
  });
const linked = [...new Set(links.map(({ anchor }) => anchor)), 'database-events'].sort();

const shell = (text: string) => text.match(/^ *```sh\n[^]*?\n *```$/gm) ?? [];
const steps = (text: string) => text.split(/^(?=\d\. \*\*)/m);
const unique = (found: string[] | null) => [...new Set(found ?? [])].sort();

/** What is not translated: code, addresses, labels of the dashboard and of AWS, figures. */
function untranslated(text: string) {
  const prose = text.replace(/^ *```[^]*?\n *```$/gm, '').replace(/\s+/g, ' ');
  const words = prose.replace(/`[^`]+`/g, '').replace(/\*\*/g, '').replace(/\]\([^)]+\)/g, '');
  return {
    code: unique(prose.match(/`[^`]+`/g)),
    addresses: unique(prose.match(/(?<=\]\()[^)]+/g)),
    labels: unique(words.match(/(?<=\*)\w[^*]*(?=\*)/g)),
    figures: unique(words.match(/\d+(\.\d+)?/g)),
  };
}

describe('R9.2 docs/runbooks.ja.md is docs/runbooks.md in Japanese', () => {
  test('both begin with a link to the other', () => {
    expect(read('runbooks.md').split(/^## /m)[0]).toContain('](runbooks.ja.md)');
    expect(read('runbooks.ja.md').split(/^<a id=/m)[0]).toContain('](runbooks.md)');
  });

  test('the same sections are in the same order, each once', () => {
    const order = (sections: Section[]) => sections.map(({ anchor, level }) => `${level} ${anchor}`);
    expect(order(japanese)).toEqual(order(english));
    expect(new Set(japanese.map(({ anchor }) => anchor)).size).toBe(japanese.length);
  });

  test('no heading is without an anchor, and no anchor without a heading', () => {
    expect(japanese.filter(({ text }) => /^##+ /m.test(text))).toEqual([]);
    expect(read('runbooks.ja.md').match(/<a id=/g)).toHaveLength(japanese.length);
  });

  test.each(linked)('%s, to which alarms or rules link, has its five steps in their order, and the alarms in its heading', (anchor) => {
    const { heading, text } = translated(anchor);
    const found = [...text.matchAll(/^(\d)\. \*\*(.+?)\*\*：/gm)].map(([, number, step]) => `${number} ${step}`);
    expect(found).toEqual(STEPS.map((step, index) => `${index + 1} ${step}`));
    const alarms = links.filter((link) => link.anchor === anchor).flatMap(({ alarm }) => alarm ?? []);
    expect(alarms.filter((alarm) => !new RegExp(`[（、]${alarm}[、）]`).test(heading))).toEqual([]);
  });

  test.each(english.map(({ anchor, text }) => [anchor, text]))('%s has the same commands, names and figures, step by step', (anchor, text) => {
    const { text: translation } = translated(anchor);
    expect(shell(translation)).toEqual(shell(text));
    expect(steps(translation)).toHaveLength(steps(text).length);
    steps(text).forEach((step, index) => {
      const { figures, ...names } = untranslated(step);
      const { figures: translatedFigures, ...translatedNames } = untranslated(steps(translation)[index]);
      expect(translatedNames).toEqual(names);
      // Where English has words (two periods), Japanese has figures: it may have more.
      expect(translatedFigures).toEqual(expect.arrayContaining(figures));
    });
  });

  test('every address in it leads somewhere', () => {
    const anchors = new Set(japanese.map(({ anchor }) => `#${anchor}`));
    const isThere = (address: string) => address.startsWith('https:') || anchors.has(address) || existsSync(join(DOCS, address.split('#')[0] || '-'));
    const addresses = [...read('runbooks.ja.md').matchAll(/\]\(([^)]+)\)/g)].map(([, address]) => address);
    expect(addresses.filter((address) => !isThere(address))).toEqual([]);
  });
});
