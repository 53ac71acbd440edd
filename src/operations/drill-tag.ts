/** The tag that a drill finds the database's instance by, where its ARN cannot be said: runbooks hand it on to the one that takes its place. */
export const DRILL_TAG = 'cdk-pdf-web-platform:drill';
