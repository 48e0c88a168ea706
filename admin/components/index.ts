/** All components of ours, under the names by which AdminJS looks for them: its own parts that we replace, and new ones. */
import { BillingHome } from './billing/home.js';
import { AnswerClaim } from './billing/answer-claim.js';
import { CreditInvoice } from './billing/credit-invoice.js';
import { CorrectPayment } from './billing/correct-payment.js';
import { EndPackage } from './billing/end-package.js';
import { Logo } from './billing/logo.js';
import { InvoiceAppointments } from './billing/invoice-appointments.js';
import { InvoiceVisits } from './billing/invoice-visits.js';
import { PayLink } from './billing/pay-link.js';
import { RecordPayment } from './billing/record-payment.js';
import { CloseMonth } from './billing/close-month.js';
import { ReconciliationPage } from './billing/reconciliation.js';
import { BillingTexts } from './billing/texts.js';
import { BillingReports } from './billing/reports.js';
import { Calendar } from './calendar-page.js';
import { Cancellations } from './cancellations.js';
import { CalendarLink } from './calendar-link.js';
import { ShowRecord } from './below.js';
import { ConfirmAction } from './confirm-action.js';
import { MissingFile } from './missing-file.js';
import { MonthEnd } from './month-end.js';
import { DeleteRecords } from './delete.js';
import { BooleanEdit, ListEdit, LongTextEdit, PasswordEdit, ValueEdit } from './fields.js';
import { FilterDrawer, ValueFilter } from './filter-drawer.js';
import { History } from './history.js';
import { Home } from './home.js';
import { Jobs } from './jobs.js';
import { ListRecords } from './list.js';
import { LoggedIn } from './logged-in.js';
import { Notices } from './notices.js';
import { NoBalloon } from './parts.js';
import { EditRecord, NewRecord } from './record-form.js';
import { RecordHeader } from './record-header.js';
import { ReferenceEdit, ReferenceFilter, ReferenceValue } from './reference.js';
import { Branding, NoPages, SidebarSection } from './sidebar.js';
import { TopBar } from './top-bar.js';
import { BooleanValue, ListShow, ListValue, PropertyValue, TextShow } from './values.js';
import { WhenEdit, WhenFilter, WhenList, WhenShow } from './when.js';
import { ZoneCorrectionForm } from './zone-correction.js';

const components = {
  Home,
  Calendar,
  Jobs,
  Cancellations,
  MonthEnd,
  BillingHome,
  BillingReports,
  BillingTexts,
  CloseMonth,
  ReconciliationPage,
  RecordPayment,
  PayLink,
  CorrectPayment,
  EndPackage,
  AnswerClaim,
  CreditInvoice,
  Logo,
  InvoiceAppointments,
  InvoiceVisits,
  History,
  ConfirmAction,
  MissingFile,
  CalendarLink,
  ZoneCorrectionForm,
  LoggedIn,
  TopBar,
  ActionHeader: RecordHeader,
  SidebarResourceSection: SidebarSection,
  SidebarPages: NoPages,
  DefaultTextareaShowProperty: TextShow,
  DefaultReferenceValue: ReferenceValue,
  DefaultPropertyValue: PropertyValue,
  DefaultArrayListProperty: ListValue,
  DefaultArrayShowProperty: ListShow,
  SidebarBranding: Branding,
  BooleanPropertyValue: BooleanValue,
  DeleteRecords,
  DefaultListAction: ListRecords,
  FilterDrawer,
  NoticeBox: Notices,
  PropertyDescription: NoBalloon,
  DefaultNewAction: NewRecord,
  DefaultEditAction: EditRecord,
  DefaultShowAction: ShowRecord,
  DefaultEditProperty: ValueEdit,
  DefaultTextareaEditProperty: LongTextEdit,
  DefaultPasswordEditProperty: PasswordEdit,
  DefaultArrayEditProperty: ListEdit,
  DefaultBooleanEditProperty: BooleanEdit,
  DefaultFilterProperty: ValueFilter,
  DefaultBooleanFilterProperty: ValueFilter,
  DefaultDatetimeEditProperty: WhenEdit,
  DefaultDatetimeFilterProperty: WhenFilter,
  DefaultDatetimeListProperty: WhenList,
  DefaultDatetimeShowProperty: WhenShow,
  DefaultReferenceEditProperty: ReferenceEdit,
  DefaultReferenceFilterProperty: ReferenceFilter,
};

Object.assign(Reflect.get(globalThis, 'AdminJS') as object, { UserComponents: components });
