/** What was done and what went wrong, read out as it comes. What went wrong stays until it is closed or the next answer comes. */
import { MessageBox } from '@adminjs/design-system';
import { useTranslation, type ReduxState } from 'adminjs';
import { useEffect, useRef, type ReactElement } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import { namedIn } from './parts.js';

type Notice = ReduxState['notices'][number];

const SHOWN_MS = 6000;
/** More of them than these were read already, or never will be. */
const MOST = 3;

/** What AdminJS says for itself, and what we say. */
const OURS: [RegExp, string][] = [
  // A form had no answer that it understands: the server or its database was away.
  [
    /^There was an error updating record, Check out console/,
    'The server did not answer as it should. What you typed is still here: save again in a moment.',
  ],
  [/^Record with given id/, 'There is no such record, or you may not see it.'],
];

const variantOf = ({ type }: Notice): 'danger' | 'info' | 'success' =>
  type === 'error' ? 'danger' : type === 'success' ? 'success' : 'info';

function OneNotice({ notice, drop }: { notice: Notice; drop: () => void }): ReactElement {
  const { tm } = useTranslation();
  const message =
    OURS.find(([theirs]) => theirs.test(notice.message))?.[1] ?? tm(notice.message, notice.resourceId, notice.options);
  useEffect(() => {
    if (notice.type === 'error') return;
    const timer = setTimeout(drop, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice.id]);
  return (
    <MessageBox message={message} variant={variantOf(notice)} onCloseClick={drop}>
      {namedIn(message).map(({ words, href }) => (
        <a key={href} className="crm-link" href={href} target="_blank" rel="noopener">
          Open {words}
        </a>
      ))}
    </MessageBox>
  );
}

export function Notices(): ReactElement {
  const notices = useSelector((state: ReduxState) => state.notices);
  const dispatch = useDispatch();
  const place = useRef<HTMLDivElement>(null);
  const drop = (noticeId: string): unknown => dispatch({ type: 'DROP_NOTICE', data: { noticeId } });
  const last = notices.findLastIndex(({ type }) => type === 'success' || type === 'error');
  useEffect(() => {
    // The design system's cross has no words.
    for (const button of Array.from(place.current?.querySelectorAll('button:not([aria-label])') ?? []))
      button.setAttribute('aria-label', 'Close this message');
    for (const [at, { id, type }] of notices.entries())
      if (at < notices.length - MOST || (type === 'error' && at < last)) drop(id);
  }, [notices]);
  return (
    <div ref={place} role="status" aria-live="polite" className="crm-notices">
      {notices.map((notice) => (
        <OneNotice key={notice.id} notice={notice} drop={() => drop(notice.id)} />
      ))}
    </div>
  );
}
