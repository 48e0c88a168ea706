/** A report's lines as a table, with the sum of what can be summed. */
import type { ReactElement } from 'react';
import { Link } from 'react-router-dom';
import { pageFormats } from '../page-formats.js';
import { cell, type Asked, type Column, type Kind, type Line } from './kinds.js';

const isFigure = ({ kind }: Column): boolean => kind === 'money' || kind === 'number';

/** Where a line leads to: a client's page, an invoice's. */
function target(line: Line, { field }: Column): string | undefined {
  const id = field === 'clientName' ? line.clientId : field === 'invoiceNumber' ? line.invoiceId : undefined;
  if (typeof id !== 'string') return undefined;
  return `/admin/resources/${field === 'clientName' ? 'Client' : 'Invoice'}/records/${id}/show`;
}

export const columnsOf = ({ columns }: Kind, asked: Asked): Column[] =>
  columns.filter(({ onlyIf }) => onlyIf === undefined || onlyIf(asked));

interface FiguresProps {
  /** What the table is of, for those who hear it. */
  caption: string;
  columns: readonly Column[];
  lines: readonly Line[];
  total?: Line | undefined;
}

export function Figures({ caption, columns, lines, total }: FiguresProps): ReactElement {
  const formats = pageFormats();
  const firstFigure = columns.findIndex((column) => total !== undefined && Object.hasOwn(total, column.field));
  if (lines.length === 0) return <p className="crm-none">Nothing in this time.</p>;
  return (
    // With the keyboard a wide table is moved as well.
    <div className="crm-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className="crm-table crm-figures">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.field} scope="col" className={isFigure(column) ? 'figure' : undefined}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={index}>
              {columns.map((column) => {
                const words = cell(line, column, formats);
                const to = target(line, column);
                return (
                  <td key={column.field} className={isFigure(column) ? 'figure' : undefined}>
                    {to === undefined || words === column.none ? words : <Link to={to}>{words}</Link>}
                  </td>
                );
              })}
            </tr>
          ))}
          {total && firstFigure > 0 ? (
            <tr className="sum">
              <th scope="row" colSpan={firstFigure}>
                Total
              </th>
              {columns.slice(firstFigure).map((column) => (
                <td key={column.field} className={isFigure(column) ? 'figure' : undefined}>
                  {cell(total, column, formats)}
                </td>
              ))}
            </tr>
          ) : null}
        </tbody>
      </table>
    </div>
  );
}
