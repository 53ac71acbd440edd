/** The name of the volume for a writable path. */
export function volumeName(path: string): string {
  return path.replace(/[^\w]+/g, '-').replace(/^-+|-+$/g, '');
}
