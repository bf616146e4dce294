/** Why a file could not be had: the C library's code and words, thrown inside simulated programs and caught where they run. */
export type FileErrorCode = keyof typeof errorTexts;

const errorTexts = {
  ENOENT: 'No such file or directory',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  EEXIST: 'File exists',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  ENOSPC: 'No space left on device',
  EROFS: 'Read-only file system',
  ENOTEMPTY: 'Directory not empty',
  ELOOP: 'Symbolic link loop',
  EBUSY: 'Resource busy',
  EFBIG: 'File too large',
} as const;

export class FileError extends Error {
  readonly code: FileErrorCode;
  readonly path: string;

  constructor(code: FileErrorCode, path: string) {
    super(errorTexts[code]);
    this.code = code;
    this.path = path;
  }
}
