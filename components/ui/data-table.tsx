import type { ReactNode } from "react";

interface DataTableProps {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  /** Words a cell's value; by default it stands as it is. */
  readonly cell?: (value: ReactNode) => ReactNode;
}

/** Rows and columns with their names; the first cell of a row names it. */
export function DataTable({ caption, columns, rows, cell = (value) => value }: DataTableProps) {
  return (
    <table className="border-collapse text-small">
      <caption className="mb-1 text-left text-body font-semibold">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              className="border-b border-line-2 py-1 pr-4 text-left font-normal whitespace-nowrap text-ink-2"
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [name, ...cells] }) => (
          <tr key={key} className="border-b border-line">
            <th scope="row" className="py-1 pr-4 text-left font-semibold">
              {cell(name)}
            </th>
            {cells.map((value, i) => (
              <td key={columns[i + 1]} className="py-1 pr-4 whitespace-nowrap">
                {cell(value)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
