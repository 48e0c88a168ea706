/** The HTTP words of an export. */
import type { Request, Response } from 'express';
import type { Ctx } from '../access/context.js';
import { MEDIA_TYPES } from './export-files.js';
import { type Export, runExport } from './exports.service.js';

/**
 * Answers with the export's file. An export that fails on the way breaks the connection: the reader's program then says that
 * the download failed, and nobody takes the half for the whole. Throws what is refused before the first byte.
 */
export async function answerExport(ctx: Ctx, request: Request, response: Response, wanted: Export): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  // A write to somebody who just left is told below.
  response.on('error', () => gone.abort());
  try {
    await runExport(ctx, wanted, gone.signal, ({ name, format }) => {
      response.status(200);
      // Says the name in ASCII and, where that is not enough, after RFC 5987.
      response.attachment(name);
      response.setHeader('Content-Type', MEDIA_TYPES[format]);
      response.setHeader('Cache-Control', 'no-store');
      if (request.method !== 'HEAD') return response;
      response.end();
      return null;
    });
  } catch (error) {
    if (!response.headersSent && !response.destroyed) {
      response.removeHeader('Content-Disposition');
      throw error;
    }
    if (response.writableFinished) return;
    // Also whoever reads up to the end of the connection must see that this is not the end of the file.
    response.socket?.resetAndDestroy();
    response.destroy();
  }
}
