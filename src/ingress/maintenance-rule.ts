/** Nobody asks for it: the load balancer's rule of the maintenance page waits there until a runbook has it match everything. */
export const MAINTENANCE_PATH = '/cdk-pdf-web-platform/maintenance';
