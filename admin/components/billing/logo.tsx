/** The logo at the head of papers: what it is now, another one, or none. */
import { useNotice } from 'adminjs';
import { useState, type ChangeEvent, type ReactElement } from 'react';
import type { Logo as Kept } from '../../../src/billing/papers/logo.dto.js';
import { call } from '../api.js';
import { useAttempts } from './attempts.js';
import { Entry, faultAt } from './payment-fields.js';

const WHERE = '/api/billing/settings/logo';

/** The bytes of a file in base64. */
const inBase64 = (file: File): Promise<string> =>
  new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done((reader.result as string).replace(/^[^,]*,/, ''));
    reader.onerror = () => fail(new Error('The file could not be read.'));
    reader.readAsDataURL(file);
  });

export function Logo(): ReactElement {
  const notice = useNotice();
  /** Another number asks for the picture anew. */
  const [version, setVersion] = useState(1);
  const [there, setThere] = useState(true);
  const { busy, refusal, attempt } = useAttempts();
  const set = async (file: File): Promise<void> => {
    const { data } = await call<Kept>('PUT', WHERE, { body: { image: await inBase64(file) } });
    setThere(true);
    setVersion(version + 1);
    notice({ message: `Papers have it from now on (${data.width} × ${data.height} pixels).`, type: 'success' });
  };
  const remove = async (): Promise<void> => {
    await call('DELETE', WHERE);
    setThere(false);
    notice({ message: 'Papers have no logo from now on.', type: 'success' });
  };
  const choose = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const file = target.files?.item(0);
    if (file) void attempt(() => set(file));
    // The same file can be chosen again.
    target.value = '';
  };
  return (
    <section className="crm-card crm-paying" aria-label="Logo on papers">
      {there ? (
        <p>
          <img key={version} className="crm-logo" src={WHERE} alt="The logo as papers have it" onError={() => setThere(false)} />
        </p>
      ) : (
        <p className="crm-none">Papers have no logo: the practice’s name stands alone.</p>
      )}
      <Entry
        id="logo"
        label={there ? 'Another one' : 'A logo'}
        hint="PNG or JPEG, at most 512 KiB and 2,000 pixels a side. It stands above the practice’s name."
        fault={faultAt(refusal, 'image')}
      >
        {(about) => <input {...about} type="file" accept="image/png,image/jpeg" disabled={busy} onChange={choose} />}
      </Entry>
      {refusal && !faultAt(refusal, 'image') ? (
        <p role="alert" className="crm-fault">
          {refusal.message}
        </p>
      ) : null}
      {there ? (
        <p>
          <button type="button" className="crm-button" disabled={busy} onClick={() => void attempt(remove)}>
            Take it off
          </button>
        </p>
      ) : null}
    </section>
  );
}
