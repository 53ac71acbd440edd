import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { certificateRow, TWO_OF_THREE } from './ingress-rows';
import type { AlarmRow } from '../alarm-row';
import { AlarmSeverity } from '../alarm-severity';
import type { AlarmThresholds } from '../alarm-thresholds';
import { edgeMetrics, FIVE_MINUTES } from '../metrics';

/** What viewers get, wherever the error is made; and the certificate that they see. */
export function edgeRows(distributionId: string, certificate: acm.ICertificate | undefined, thresholds: AlarmThresholds): Record<string, AlarmRow> {
  const metric = edgeMetrics(distributionId);
  return {
    EdgeErrors: {
      metric: new cloudwatch.MathExpression({
        label: 'Errors that viewers see %',
        expression: `IF(FILL(requests,0)>=${thresholds.minRequests ?? 20},FILL(errors,0),0)`,
        usingMetrics: { errors: metric('5xxErrorRate'), requests: metric('Requests', cloudwatch.Stats.SUM) },
        period: FIVE_MINUTES,
      }),
      threshold: thresholds.edgeErrorPercent ?? 5,
      description: 'CloudFront gives viewers too many 5xx',
      severity: AlarmSeverity.PAGE,
      ...TWO_OF_THREE,
    },
    ...(certificate && { EdgeCertificate: certificateRow(certificate.certificateArn, thresholds, "CloudFront's certificate") }),
  };
}
