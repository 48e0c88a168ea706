/** All components of ours, under the names by which AdminJS looks for them: its own parts that we replace, and new ones. */
import { Calendar } from './calendar-page.js';
import { CalendarLink } from './calendar-link.js';
import { ConfirmAction } from './confirm-action.js';
import { History } from './history.js';
import { Home } from './home.js';
import { Jobs } from './jobs.js';
import { LoggedIn } from './logged-in.js';
import { RecordHeader } from './record-header.js';
import { ReferenceEdit, ReferenceFilter, ReferenceValue } from './reference.js';
import { NoPages, SidebarSection } from './sidebar.js';
import { BooleanEdit, BooleanValue, PropertyValue, TextShow, ValueEdit } from './values.js';
import { WhenEdit, WhenFilter, WhenList, WhenShow } from './when.js';
import { ZoneCorrectionForm } from './zone-correction.js';

const components = {
  Home,
  Calendar,
  Jobs,
  History,
  ConfirmAction,
  CalendarLink,
  ZoneCorrectionForm,
  LoggedIn,
  ActionHeader: RecordHeader,
  SidebarResourceSection: SidebarSection,
  SidebarPages: NoPages,
  DefaultTextareaShowProperty: TextShow,
  DefaultReferenceValue: ReferenceValue,
  DefaultPropertyValue: PropertyValue,
  BooleanPropertyValue: BooleanValue,
  DefaultEditProperty: ValueEdit,
  DefaultBooleanEditProperty: BooleanEdit,
  DefaultDatetimeEditProperty: WhenEdit,
  DefaultDatetimeFilterProperty: WhenFilter,
  DefaultDatetimeListProperty: WhenList,
  DefaultDatetimeShowProperty: WhenShow,
  DefaultReferenceEditProperty: ReferenceEdit,
  DefaultReferenceFilterProperty: ReferenceFilter,
};

(globalThis as unknown as { AdminJS: { UserComponents: object } }).AdminJS.UserComponents = components;
