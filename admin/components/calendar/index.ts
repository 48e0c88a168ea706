/** The calendar's own script: the page finds it under this name once it is loaded. */
import { CalendarPage } from './page.js';

Object.assign(globalThis, { CrmCalendar: CalendarPage });
