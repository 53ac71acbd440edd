import { type Candidate, edited, ofType, without } from './candidate';
import { runningShare } from '../running-hours';
import { isOn, type TemplateResource, textOf } from '../template-resources';

const INSTANCE = 'AWS::RDS::DBInstance';
const SIZES = ['micro', 'small', 'medium', 'large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge', '24xlarge'];

/** The next smaller class of its family; undefined if there is none. */
export function smallerClass(type: string): string | undefined {
  const [, family, size] = /^(db\.\w+)\.(\w+)$/.exec(type) ?? [];
  const smaller = SIZES[SIZES.indexOf(size) - 1];
  return smaller && (/^db\.t/.test(family) || SIZES.indexOf(smaller) >= SIZES.indexOf('large')) ? `${family}.${smaller}` : undefined;
}

const GRAVITON: Candidate = {
  change: "'database.instanceType' of the class T4g instead of T3",
  tradeOff: 'The change restarts the database; MySQL itself is the same.',
  apply: (design) => edited(design, ofType(design, INSTANCE).filter(({ properties }) => /^db\.t3\./.test(textOf(properties.DBInstanceClass))),
    ({ properties }) => (properties.DBInstanceClass = properties.DBInstanceClass.replace('db.t3.', 'db.t4g.'))),
};

const SMALLER: Candidate = {
  change: "'database.instanceType' one size smaller",
  tradeOff: 'Half the memory holds half the data that is read often, and fewer connections.',
  apply: (design) => edited(design, ofType(design, INSTANCE).filter(({ properties }) => smallerClass(textOf(properties.DBInstanceClass))
    && !isOn(properties.EnablePerformanceInsights)),
  ({ properties }) => (properties.DBInstanceClass = smallerClass(properties.DBInstanceClass))),
};

const ONE_ZONE: Candidate = {
  change: "'database.multiAz' false",
  tradeOff: 'If its zone fails, the database is down until the zone is back or a backup is restored.',
  apply: (design) => edited(design, ofType(design, INSTANCE).filter(({ properties }) => isOn(properties.MultiAZ)),
    ({ properties }) => (properties.MultiAZ = false)),
};

function isReplica({ type, properties }: TemplateResource): boolean {
  return type === INSTANCE && properties.SourceDBInstanceIdentifier !== undefined;
}

const NO_REPLICA: Candidate = {
  change: "'database.readReplica' false",
  tradeOff: 'The one instance answers all reads.',
  // Its alarms go with it.
  apply: (design) => (ofType(design, INSTANCE).some(isReplica)
    ? without(design, (resource) => isReplica(resource) || /\/Monitoring\/(Alarms\/Replica|LogWatch\/\w+2$)/.test(resource.path)) : undefined),
};

const RESERVED: Candidate = {
  change: 'reserved database instances of one year, without upfront payment',
  tradeOff: 'The year is paid for also if the class or the region is not needed any more. The price is of low confidence: look it up first.',
  apply: (design) => {
    // A reservation is paid for around the clock: with a schedule that stops the database, it is no saving.
    const isStopped = ofType(design, INSTANCE).some((instance) => runningShare(instance, design.platform.resources) < 1);
    // What is restored for a test runs beside the reserved ones.
    const reserved = (id: string, type?: string) => (type === INSTANCE ? design.prices(`reserved.${id}`, type) : undefined);
    return isStopped ? undefined : { ...design, prices: (id, type) => reserved(id, type) ?? design.prices(id, type) };
  },
};

export const DATABASE_CANDIDATES = [GRAVITON, SMALLER, ONE_ZONE, NO_REPLICA, RESERVED];
