import * as vscode from 'vscode';
import type { LegacyEncoding } from '../../uploads/formats/recipe';

/** What VS Code calls the encodings. */
const encodings: Readonly<Record<string, LegacyEncoding>> = {
  windows1252: 'windows-1252',
  windows1250: 'windows-1250',
  windows1251: 'windows-1251',
  windows1253: 'windows-1253',
  windows1254: 'windows-1254',
  windows1257: 'windows-1257',
  iso88592: 'iso-8859-2',
  shiftjis: 'shift_jis',
  eucjp: 'euc-jp',
  gb18030: 'gb18030',
  // GB 18030 holds both of them.
  gbk: 'gb18030',
  gb2312: 'gb18030',
  big5hkscs: 'big5',
  cp950: 'big5',
  euckr: 'euc-kr',
};

/** What `files.encoding` says of a CSV file, where that is no Unicode. */
export function fileEncoding(path: string): LegacyEncoding | undefined {
  const scope = { uri: vscode.Uri.file(path), languageId: 'csv' };
  const name = vscode.workspace.getConfiguration('files', scope).get<string>('encoding', 'utf8');
  return encodings[name];
}
