/** What names a resource that is named by hand, and what AWS takes. */
export const VALID_NAME: Record<string, [string, RegExp]> = {
  'AWS::Backup::BackupVault': ['BackupVaultName', /^[a-zA-Z0-9_-]{2,50}$/],
  'AWS::Backup::RestoreTestingPlan': ['RestoreTestingPlanName', /^[a-zA-Z0-9_]{1,50}$/],
  'AWS::SSM::Document': ['Name', /^(?!aws|amazon|amzn)[\w.-]{3,128}$/i],
  'AWS::SSM::MaintenanceWindow': ['Name', /^[\w.-]{3,128}$/],
  'AWS::SSM::PatchBaseline': ['Name', /^[\w.-]{3,128}$/],
  'AWS::SSM::Parameter': ['Name', /^\/(?!aws|ssm)[\w./-]{1,1010}$/i],
  'AWS::Logs::ResourcePolicy': ['PolicyName', /^.{1,255}$/],
};

/** The name of a resource, if it was given one. What is known at deployment stands for eight characters: it is a part of the stack's id. */
export function givenName(type: string, properties: any): string | undefined {
  const name = properties[VALID_NAME[type][0]];
  return name?.['Fn::Join']?.[1].map((part: unknown) => (typeof part === 'string' ? part : '01234567')).join('') ?? name;
}

/** All names of a template that were given by hand, as 'type name'. */
export function givenNames({ Resources: resources }: any): string[] {
  return Object.values<any>(resources).filter(({ Type }) => Type in VALID_NAME)
    .map(({ Type, Properties }) => [Type, givenName(Type, Properties)]).filter(([, name]) => name).map((each) => each.join(' '));
}
