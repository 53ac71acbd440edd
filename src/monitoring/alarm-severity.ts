/** Who is to know of an alarm, and when. */
export enum AlarmSeverity {
  /** Users are affected or soon will be: somebody acts at once, also at night. */
  PAGE = 'page',
  /** Somebody looks at it on the next working day. */
  NOTICE = 'notice',
}
