import { loggedPath } from './logged-path.js';

describe('a path in the log', () => {
  it.each([
    ['/api/clients/12?q=Ann', '/api/clients/12'],
    ['/api/calendar-feeds', '/api/calendar-feeds'],
    ['/api/calendar-feeds/12', '/api/calendar-feeds/12'],
    ['/api/calendar-feeds/12/', '/api/calendar-feeds/12/'],
    ['/api/calendar-feeds/s3cret.ics', '/api/calendar-feeds/:token'],
    ['/API/Calendar-Feeds//s3cret.ics/', '/API/Calendar-Feeds//:token'],
    ['/api/calendar-feeds/12s3cret.ics?x=1', '/api/calendar-feeds/:token'],
    ['/api/calendar-feeds/12/s3cret', '/api/calendar-feeds/:token'],
  ])('of %s is %s', (address, wanted) => expect(loggedPath(address)).toBe(wanted));
});
