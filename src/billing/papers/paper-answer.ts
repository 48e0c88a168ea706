/** The HTTP words of a paper. */
import type { Request, Response } from 'express';
import type { PaperLogo } from '../../generated/prisma/index.js';
import type { PaperFile } from './papers.service.js';

/** Answers with the file, to be shown where it can be; nobody keeps it on the way. */
export function answerPaper(request: Request, response: Response, { name, bytes, missing }: PaperFile): void {
  response.status(200);
  response.setHeader('Content-Type', 'application/pdf');
  response.setHeader('Content-Disposition', `inline; filename="${name}"`);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Length', String(bytes.length));
  if (missing.length > 0) response.setHeader('Letters-Not-Drawn', String(missing.length));
  if (request.method === 'HEAD') response.end();
  else response.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/** Answers with a picture; without one, that there is none. */
export function answerPicture(request: Request, response: Response, picture: PaperLogo | null): void {
  if (!picture) {
    response.status(204).end();
    return;
  }
  const { type, image } = picture;
  response.status(200);
  response.setHeader('Content-Type', type);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Length', String(image.byteLength));
  if (request.method === 'HEAD') response.end();
  else response.end(Buffer.from(image));
}
