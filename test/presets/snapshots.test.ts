import { appWith, CASES, PRESETS, resourcesAt, templatesOf } from '../helpers/configurations';

describe('templates', () => {
  test.each(Object.keys(PRESETS))('R1.1 %s in Tokyo with a domain, support stack included', (preset) => {
    expect(templatesOf(appWith(preset, { region: 'ap-northeast-1', hasDomain: true }))).toMatchSnapshot();
  });

  test.each(CASES)('$preset in $region, domain $hasDomain, recovery region $recovery: at most 450 resources and 1 MB in a stack', ({ preset, ...place }) => {
    for (const template of Object.values(templatesOf(appWith(preset, place)))) {
      expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(450);
      expect(JSON.stringify(template, undefined, 1).length).toBeLessThanOrEqual(1_000_000);
    }
  });

  test.each(CASES)('$preset in $region, domain $hasDomain, recovery region $recovery: no custom resource and no Lambda function', ({ preset, ...place }) => {
    const types = resourcesAt(preset, place).map(({ type }) => type);
    expect(types.filter((type) => /^Custom::|^AWS::CloudFormation::CustomResource|^AWS::Lambda::/.test(type))).toEqual([]);
  });
});
