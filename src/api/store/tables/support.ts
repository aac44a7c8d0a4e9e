import type { ColumnType, RawBuilder, Selectable } from 'kysely';

export interface TicketTable {
  projectId: string;
  customerId: string;
  id: string;
  status: 'open' | 'closed';
  subject: string;
  content: string;
  email: string | null;
  createdAt: Date;
}

export interface TicketFileTable {
  projectId: string;
  customerId: string;
  ticketId: string;
  position: number;
  name: string;
  /** Found from its content, whatever the sender said. */
  type: string;
  size: number;
  content: ColumnType<Uint8Array, RawBuilder<Uint8Array>, never>;
}

export type TicketFile = Selectable<TicketFileTable>;
export type Ticket = Selectable<TicketTable>;
