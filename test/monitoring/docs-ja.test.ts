import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PdfWebPlatformProps } from '../../src';
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

const english: Section[] = read('runbooks.md').split(/^(?=##+ )/m).slice(1).map((section) => {
  const [, level, heading, text] = /^(#+) (.*)\n([^]*)$/.exec(section)!;
  return { anchor: slug(heading), level, heading, text };
});
/** GitHub gives a Japanese heading a Japanese anchor, which no alarm links to: each section has an English one before its heading. */
const japanese: Section[] = read('runbooks.ja.md').split(/^(?=<a id=)/m).slice(1).map((section) => {
  const [, anchor, level, heading, text] = /^<a id="([\w-]+)"><\/a>\n\n(#+) (.*)\n([^]*)$/.exec(section)!;
  return { anchor, level, heading, text };
});
const [titleOfEnglish, titleOfJapanese] = ['runbooks.md', 'runbooks.ja.md'].map((file) => read(file).split(/^(?:## |<a id=)/m)[0]);

/** The words of the design document, 9.2. */
const STEPS = ['障害の特定', '影響範囲の確認', '復旧手順の実行', '正常性の確認', '再発防止策の検討'];

const WATCHED: [string, Partial<PdfWebPlatformProps>][] = [['prod', {}], ['dev', { monitoring: { alarms: true } }]];
/** Which alarm or rule links to which section. */
const links = WATCHED.flatMap(([preset, props]) => allResources(appWith(preset, { region: 'us-east-1', hasDomain: true }, props))).flatMap(({ type, properties }) => {
  const text = JSON.stringify(type === 'AWS::Events::Rule' ? properties.Targets : properties.AlarmDescription ?? '');
  const alarm = /^Stack-Platform-(\w+)$/.exec(properties.AlarmName ?? '')?.[1];
  return [...text.matchAll(/docs\/runbooks\.md#([\w-]+)/g)].map(([, anchor]) => ({ anchor, alarm }));
});
const anchors = [...new Set(links.map(({ anchor }) => anchor)), 'database-events'].sort();

const shell = (text: string) => text.match(/^ *```sh\n[^]*?\n *```$/gm) ?? [];
const steps = (text: string) => text.split(/^(?=\d\. \*\*)/m);
const unique = (found: RegExpMatchArray | null) => [...new Set(found ?? [])].sort();

/** What is not translated: code, addresses, labels of the dashboard and of AWS. */
function untranslated(text: string) {
  const prose = text.replace(/^ *```[^]*?\n *```$/gm, '').replace(/\s+/g, ' ');
  const words = prose.replace(/`[^`]+`/g, '').replace(/\*\*/g, '');
  return {
    code: unique(prose.match(/`[^`]+`/g)),
    addresses: unique(prose.match(/(?<=\]\()[^)]+/g)),
    labels: unique(words.match(/(?<=\*)\w[^*]*(?=\*)/g)).filter((label) => /^\w/.test(label)),
    figures: unique(words.replace(/\]\([^)]+\)/g, '').match(/\d+(\.\d+)?/g)),
  };
}

describe('R9.2 docs/runbooks.ja.md is docs/runbooks.md in Japanese', () => {
  test('both begin with a link to each other', () => {
    expect(titleOfJapanese).toContain('](runbooks.md)');
    expect(titleOfEnglish).toContain('](runbooks.ja.md)');
  });

  test('the same sections are in the same order, each once', () => {
    expect(japanese.map(({ anchor, level }) => `${level} ${anchor}`)).toEqual(english.map(({ anchor, level }) => `${level} ${anchor}`));
    expect(new Set(japanese.map(({ anchor }) => anchor)).size).toBe(japanese.length);
  });

  test('nothing has a heading without an anchor of its own', () => {
    expect(japanese.filter(({ text }) => /^##+ /m.test(text))).toEqual([]);
    expect(read('runbooks.ja.md').match(/<a id=/g)).toHaveLength(japanese.length);
  });

  test.each(anchors)('%s, to which alarms or rules link, has its five steps in their order', (anchor) => {
    const { heading, text } = japanese.find((section) => section.anchor === anchor)!;
    expect([...text.matchAll(/^(\d)\. \*\*(.+?)\*\*：/gm)].map(([, number, step]) => [number, step])).toEqual(STEPS.map((step, index) => [`${index + 1}`, step]));
    for (const { alarm } of links.filter((link) => link.anchor === anchor && link.alarm)) expect(heading).toMatch(new RegExp(`[（、]${alarm}[、）]`));
  });

  test.each(english.map((section): [string, Section] => [section.anchor, section]))('%s has the same commands, names and figures', (anchor, { text }) => {
    const translated = japanese.find((section) => section.anchor === anchor)!;
    expect(shell(translated.text)).toEqual(shell(text));
    expect(steps(translated.text)).toHaveLength(steps(text).length);
    steps(text).forEach((step, index) => {
      const { figures, ...same } = untranslated(step);
      const { figures: translatedFigures, ...translatedSame } = untranslated(steps(translated.text)[index]);
      expect(translatedSame).toEqual(same);
      // Where English has words (two periods), Japanese has figures: it may have more.
      expect(translatedFigures).toEqual(expect.arrayContaining(figures));
    });
  });

  test('every address in it leads somewhere', () => {
    const addresses = [...read('runbooks.ja.md').matchAll(/\]\(([^)]+)\)/g)].map(([, address]) => address);
    const known = new Set(japanese.map(({ anchor }) => `#${anchor}`));
    expect(addresses.filter((address) => !known.has(address) && !existsSync(join(DOCS, address)))).toEqual([]);
  });
});
