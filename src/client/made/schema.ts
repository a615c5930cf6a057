// Made by "npm run client" from the document of the API.
export interface paths {
    "/api/visitors/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a session
         * @description Always the newest acknowledged state, from anywhere. Reading is never activity. A session whose idle timeout is over reads as ended, even if its alarm has not run. A caller with a key also gets `pages` and `lead`.
         *
         *     **Who may call:** a page of the site, by its `Origin` (else the origin of `Referer`), also through a proxy of the site; a server with a key of the site; the holder of `ADMIN_KEY`.
         */
        get: operations["getSession"];
        /**
         * Report activity
         * @description Numbers are totals, so that a repeated, reordered or lost message does no harm. A session that has ended answers 409 `session_ended`, unless the message tells of activity up to its end: then it is merged and answered 200.
         *
         *     **Who may call:** a page of the site, by its `Origin` (else the origin of `Referer`), also through a proxy of the site; a server with a key of the site; the holder of `ADMIN_KEY`.
         */
        put: operations["updateSession"];
        /**
         * Create or resume a session
         * @description Opens a session of a site. With the `id` of a live session it is resumed; with that of an ended one that is still resumable it is reopened; with that of a final one a new session follows, with a new id and `previous_session_id`.
         *
         *     What the caller leaves out is filled in from the request, field by field. A value over its limit is refused, not cut; only the address of a page is shortened.
         *
         *     Resuming is activity: `url` becomes `current_url`, the totals grow, `consent` and `custom_data` are merged, and the other fields keep what the session was opened with. A create that is repeated unchanged, `sent_at` included, begins nothing.
         *
         *     Of any number of concurrent creates with one `id`, exactly one is told `is_new_session: true`.
         *
         *     **Who may call:** a page of the site, by its `Origin` (else the origin of `Referer`), also through a proxy of the site; a server with a key of the site; the holder of `ADMIN_KEY`.
         */
        post: operations["createSession"];
        /**
         * Erase a session
         * @description Forgets the session, with its record and its tasks. Its id alone is kept for three days, so that a late write brings nothing back.
         *
         *     **Who may call:** a server with a key of the site whose scope is `write` or `all`; the holder of `ADMIN_KEY`. No page.
         */
        delete: operations["eraseSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visitors/session/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a session
         * @description Takes what `navigator.sendBeacon` sends. The first end stands; a repeat answers 200 with it. An end that was sent before activity that is known already is merged and closes nothing. A late end refines the record of a session that time has ended. An end from a page may overtake the create before it: for an id made within the last day it waits one second for that create.
         *
         *     **Who may call:** a page of the site, by its `Origin` (else the origin of `Referer`), also through a proxy of the site; a server with a key of the site; the holder of `ADMIN_KEY`.
         */
        post: operations["endSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visitors/session/{session_id}/identify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say who the visitor is
         * @description Finds or makes the lead, by at least one of `lead_id`, `email` and `name`, and gives it to the session and to the visitor's other sessions without one. Allowed in every state of the session; it is not activity. Details that the lead has are never changed. A page's call waits for its create as an end does.
         *
         *     **Who may call:** a page of the site, by its `Origin` (else the origin of `Referer`), also through a proxy of the site; a server with a key of the site; the holder of `ADMIN_KEY`.
         */
        post: operations["identifySession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain a session
         * @description Why it is as it is: engaged, a bounce, reopened, ended; in words and in values, by the same rules that decide.
         *
         *     **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
         */
        get: operations["explainSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sessions
         * @description The newest first, from D1, by any filters. A full page has a `next`, and the page after it may be empty: nobody looks whether more follow, so that a page reads only what it shows.
         *
         *     **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is here now
         * @description The sessions that are open and whose last activity is less than 5 minutes ago.
         *
         *     Each open session is asked for its newest state, up to 300 of them, and none notices; of more, those whose last sign of life in D1 is the newest. A session that cannot be reached is shown as D1 has it.
         *
         *     Filters are asked of the newest state; of sessions beyond those 300, of what D1 has. An answer reads the rows of the last 24 hours: ask every five seconds, not more often.
         *
         *     **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
         */
        get: operations["listLiveSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/export/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export sessions
         * @description A file of all sessions that match, the newest first. It ends at the moment at which it begins: a session that starts meanwhile is not in it. Once the answer is on its way an error breaks the connection: a client that reports this has no whole file.
         *
         *     Each session has the fields of a listed one, and `utm_id`, `click_id_type`, `click_id`, `referrer`, `referrer_is_internal`, `landing_url`, `current_url`, `exit_url`, `os_version`, `browser_version`, `timezone`, `screen_width`, `screen_height`, `pixel_ratio`, `orientation`, `memory`, `cpu_cores`, `touch_support`, `bot_reason`, `fingerprint`, `previous_session_id`, `consent`, `custom_data` and `pages` (`path` and `at` of each page seen).
         *
         *     In CSV the first line has the names, what is missing is empty, `consent`, `custom_data` and `pages` are JSON, and text that a spreadsheet would run as a formula has an apostrophe before it.
         *
         *     **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
         */
        get: operations["exportSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The numbers of a period
         * @description And of a period to compare it with.
         *
         *     **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page. And whoever has a share link of the site.
         */
        get: operations["getSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/timeseries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The numbers by hour, day, week or month
         * @description Right across daylight saving: an hour that comes twice is two points, and a day whose midnight is left out begins when the clock is set.
         *
         *     **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page. And whoever has a share link of the site.
         */
        get: operations["getTimeseries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/breakdown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The numbers by the values of a field
         * @description A missing value is a row of its own. Values that differ by case only are one row where the filter takes any case. The rows and `other` sum to the summary, but for visitors, of whom one may be in two.
         *
         *     **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page. And whoever has a share link of the site.
         */
        get: operations["getBreakdown"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All reports in one answer
         * @description What a dashboard opens with; all of it is about the same moment.
         *
         *     **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page. And whoever has a share link of the site.
         */
        get: operations["getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visitors/{visitor_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a visitor
         * @description What D1 knows of a visitor: when they came, what their sessions come to, and who they are.
         *
         *     **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
         */
        get: operations["getVisitor"];
        put?: never;
        post?: never;
        /**
         * Erase a visitor
         * @description Erases the visitor's sessions, their tasks, and every lead that is nobody else's. Safe to repeat. A 503 with this in its message means that a part is erased; repeat the call for the rest.
         *
         *     **Who may call:** a server with a key of the site whose scope is `write` or `all`; the holder of `ADMIN_KEY`. No page.
         */
        delete: operations["eraseVisitor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visitors/{visitor_id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a visitor's sessions
         * @description The newest first, from D1.
         *
         *     **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
         */
        get: operations["listVisitorSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List or search leads
         * @description The newest first. A parameter that there is not is refused, so that a misspelt filter does not show everyone.
         *
         *     **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
         */
        get: operations["listLeads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/{lead_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a lead
         * @description Who a visitor said they are.
         *
         *     **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
         */
        get: operations["getLead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a lead
         * @description At least one of its fields; what is not named stays.
         *
         *     **Who may call:** a server with a key of the site whose scope is `write` or `all`; the holder of `ADMIN_KEY`. No page.
         */
        patch: operations["updateLead"];
        trace?: never;
    };
    "/api/leads/{lead_id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a lead's sessions
         * @description The newest first, from D1; of at most 1,000 visitors, those who were identified last.
         *
         *     **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
         */
        get: operations["listLeadSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tasks
         * @description The newest first. A parameter that there is not is refused, so that a misspelt filter does not show all.
         *
         *     **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
         */
        get: operations["listTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a task
         * @description Its status, in any order.
         *
         *     **Who may call:** a server with a key of the site whose scope is `write` or `all`; the holder of `ADMIN_KEY`. No page.
         */
        patch: operations["updateTask"];
        trace?: never;
    };
    "/api/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sites
         * @description In the order of their ids.
         *
         *     **Who may call:** the holder of `ADMIN_KEY` alone.
         */
        get: operations["listSites"];
        put?: never;
        /**
         * Make a site
         * @description A website, or a group of websites, with sessions of its own.
         *
         *     **Who may call:** the holder of `ADMIN_KEY` alone.
         */
        post: operations["createSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{site_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a site
         * @description With its settings.
         *
         *     **Who may call:** the holder of `ADMIN_KEY` alone.
         */
        get: operations["getSite"];
        put?: never;
        post?: never;
        /**
         * Delete a site
         * @description It is closed within 60 s; its sessions, leads and tasks follow by the cron trigger. This cannot be undone.
         *
         *     **Who may call:** the holder of `ADMIN_KEY` alone.
         */
        delete: operations["deleteSite"];
        options?: never;
        head?: never;
        /**
         * Change a site
         * @description At least one setting; what is not named stays. In force everywhere within 60 s.
         *
         *     **Who may call:** the holder of `ADMIN_KEY` alone.
         */
        patch: operations["updateSite"];
        trace?: never;
    };
    "/api/sites/{site_id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List keys
         * @description Without their secrets.
         *
         *     **Who may call:** the holder of `ADMIN_KEY` alone.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make a key
         * @description For the servers of a site, which has at most 20. The key is shown this once.
         *
         *     **Who may call:** the holder of `ADMIN_KEY` alone.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{site_id}/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a key
         * @description It is refused here at once, and everywhere within 60 s.
         *
         *     **Who may call:** the holder of `ADMIN_KEY` alone.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{site_id}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List share links
         * @description Without their tokens.
         *
         *     **Who may call:** a server with a key of the site whose scope is `all`; the holder of `ADMIN_KEY`. No page.
         */
        get: operations["listShares"];
        put?: never;
        /**
         * Make a share link
         * @description Whoever has the link sees the figures of the site in the dashboard, and no session, visitor or lead. A site has at most 20.
         *
         *     **Who may call:** a server with a key of the site whose scope is `all`; the holder of `ADMIN_KEY`. No page.
         */
        post: operations["createShare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{site_id}/shares/{share_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a share link
         * @description It shows nothing from now on, to nobody.
         *
         *     **Who may call:** a server with a key of the site whose scope is `all`; the holder of `ADMIN_KEY`. No page.
         */
        delete: operations["revokeShare"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dashboard/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in
         * @description By the cookie, or by the key that is shown.
         *
         *     **Who may call:** whoever has signed in; a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. And whoever has a share link of the site.
         */
        get: operations["getSignIn"];
        put?: never;
        /**
         * Sign in
         * @description Exchanges a key for a cookie that counts for it. The key is not in the cookie, and is kept nowhere. A client has 20 tries a minute.
         *
         *     **Who may call:** a page of this deployment: the `Origin` of the request is that of its address.
         */
        post: operations["createSignIn"];
        /**
         * Sign out
         * @description In this browser. Whoever is not signed in is told the same.
         *
         *     **Who may call:** a page of this deployment: the `Origin` of the request is that of its address.
         */
        delete: operations["endSignIn"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mcp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Speak the Model Context Protocol
         * @description For clients of AI models: tools, resources and prompts about the sessions of a site, over Streamable HTTP without sessions, in the revisions 2024-11-05 to 2026-07-28. A key of a site sees that site, and is offered the tools of its scope; with `ADMIN_KEY` each call names a `site_id`.
         *
         *     Answers are JSON, never a stream. By the revision 2025-03-26 a body may also be an array of up to 100 messages. Over `http:` only this machine may be asked (`localhost`, `127.0.0.1`), and an `Origin` must be the one that is asked: no page of another site gets through by DNS rebinding.
         *
         *     **Who may call:** a program with a key of the site, which may do what the scope of the key allows; the holder of `ADMIN_KEY`. No page of another origin.
         */
        post: operations["callMcp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/s.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The script for pages
         * @description Opens, updates and ends sessions by itself. A page loads it with a `script` that has `defer`, this address as `src`, and the id of the site as `data-site`. Caches keep it for a day.
         *
         *     **Who may call:** anyone.
         */
        get: operations["getScript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/s-older.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the script loads in older browsers
         * @description A module, for browsers without a Navigation API. No page names it.
         *
         *     **Who may call:** anyone.
         */
        get: operations["getOlderScript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the service works
         * @description 503 when D1 does not answer or has no tables. The holder of `ADMIN_KEY` also learns how far each job of the cron trigger is behind.
         *
         *     **Who may call:** anyone.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/derive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Work out anew what is derived
         * @description One step over the records of all sites: their sources, channels, paths and pages, by the rules of this version. `npm run derive` takes all steps.
         *
         *     **Who may call:** the holder of `ADMIN_KEY` alone.
         */
        post: operations["deriveSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the routes
         * @description Every route there is, in one sentence each.
         *
         *     **Who may call:** anyone.
         */
        get: operations["listRoutes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document, for people
         * @description One page, which loads nothing from elsewhere.
         *
         *     **Who may call:** anyone.
         */
        get: operations["getReference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description OpenAPI 3.1. Any page may read it.
         *
         *     **Who may call:** anyone.
         */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        CreateSessionBody: {
            /**
             * Format: uuid
             * @description The site.
             */
            site_id: string;
            /**
             * Format: uuid
             * @description A session to resume, or an id that you choose: then the call is safe to repeat. Absent: a UUID v7 is made.
             */
            id?: string | null;
            /** @description The same one gives the same `visitor_id` on a site, by hashing. Not kept with `Sec-GPC` or `DNT`. Absent: `null`. */
            fingerprint?: string | null;
            /**
             * Format: uuid
             * @description The visitor that the client remembers; it wins over `fingerprint`. Absent: made from `fingerprint`, else at random.
             */
            visitor_id?: string | null;
            /** @description The device. Absent: `type` and `os` are read from `User-Agent`, and for a page from client hints; `null` where these say nothing; the rest is `null`. */
            device?: {
                /** @description Such as `desktop`, `mobile`, `tablet`; stored in lower case. Absent: read from `User-Agent`, and for a page from client hints; `null` where these say nothing. */
                type?: string | null;
                /** @description The operating system: its name, or an object. Absent: read from `User-Agent`, and for a page from client hints; `null` where these say nothing. */
                os?: string | {
                    /** @description Such as `macOS`. Absent: the whole of `os` counts as absent. */
                    name?: string | null;
                    /** @description Such as `15.1`. Absent: `null`. */
                    version?: string | null;
                } | null;
                /** @description In CSS pixels, `"1440x900"` or an object. Absent: `null`. */
                screen_size?: string | {
                    /** @description In CSS pixels. */
                    width: number;
                    /** @description In CSS pixels. */
                    height: number;
                } | null;
                /** @description Device pixels in a CSS pixel. Absent: `null`. */
                pixel_ratio?: number | null;
                /** @description Such as `landscape-primary`. Absent: `null`. */
                orientation?: string | null;
                /** @description In GiB. Absent: `null`. */
                memory?: number | null;
                /** @description Logical processors. Absent: `null`. */
                cpu_cores?: number | null;
                /** @description Whether the screen takes touches. Absent: told by `touch_points`, else `null`. */
                touch_support?: boolean | null;
                /** @description How many touches at once; sets `touch_support`, and shows an iPad that says it is a Mac. Absent: nothing follows. */
                touch_points?: number | null;
            } | null;
            /** @description The browser. Absent: read from `User-Agent`, and for a page from client hints; `null` where these say nothing. */
            browser?: {
                /** @description Such as `Firefox`, or an in-app browser such as `Instagram`. Absent: read from `User-Agent`, and for a page from client hints; `null` where these say nothing. */
                name?: string | null;
                /** @description As the browser has it. Absent: read from `User-Agent`, if the name is. */
                version?: string | null;
                /** @description One language or a list as in `Accept-Language`; stored as one BCP 47 tag, or `null` if it is none. Absent: for a page from `Accept-Language`, else `null`. */
                language?: string | null;
            } | null;
            /** @description Where the visitor is. If any of country, region and city is given, none of the others is filled in. What is not understood is `null`. With `Sec-GPC` or `DNT` the country alone is kept. Absent: for a page as Cloudflare, or a proxy of the site, says; for a server `null`. */
            location?: {
                /** @description An ISO 3166-1 code or an English name; stored as two letters. Absent: see `location`. */
                country?: string | null;
                /** @description A state or province. Absent: see `location`. */
                region?: string | null;
                /** @description A city. Absent: see `location`. */
                city?: string | null;
                /** @description An IANA name; stored by its current one. Absent: for a page as Cloudflare says, behind a proxy of the site and for a server `null`. */
                timezone?: string | null;
            } | null;
            /** @description The page before, or an app (`android-app://…`); empty means a direct visit, and so does what is no address. At most 2,048 characters are stored. Absent: `null`. */
            referrer?: string | null;
            /** @description The campaign, with or without the prefix `utm_`. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
            utm_params?: {
                /** @description As `utm_source` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
                source?: string | null;
                /** @description As `utm_medium` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
                medium?: string | null;
                /** @description As `utm_campaign` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
                campaign?: string | null;
                /** @description As `utm_term` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
                term?: string | null;
                /** @description As `utm_content` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
                content?: string | null;
                /** @description As `utm_id` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
                id?: string | null;
                /** @description As `utm_source` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
                utm_source?: string | null;
                /** @description As `utm_medium` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
                utm_medium?: string | null;
                /** @description As `utm_campaign` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
                utm_campaign?: string | null;
                /** @description As `utm_term` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
                utm_term?: string | null;
                /** @description As `utm_content` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
                utm_content?: string | null;
                /** @description As `utm_id` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
                utm_id?: string | null;
            } | null;
            /** @description As `utm_source` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
            utm_source?: string | null;
            /** @description As `utm_medium` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
            utm_medium?: string | null;
            /** @description As `utm_campaign` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
            utm_campaign?: string | null;
            /** @description As `utm_term` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
            utm_term?: string | null;
            /** @description As `utm_content` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
            utm_content?: string | null;
            /** @description As `utm_id` in a link. Absent: read from the query of `url`, else from its fragment: names in any case, the first value that is not blank. */
            utm_id?: string | null;
            /** @description The landing page; it counts as one page view. An http or https address. A page may give up to 65,536 characters, of which 2,048 are stored: the query goes first, then the end; a server is refused with 400 beyond 2,048. Absent: `null`, and no page view. */
            url?: string | null;
            /** @description `false`: the session begins in a page that was opened in an earlier session, and takes no campaign from `url`. Absent: `true`. */
            landing?: boolean | null;
            /** @description What the visitor agreed to: at most 4 KiB as JSON, also together with what is stored. Merged key by key; a `null` value removes the key. Absent: unchanged; `{}` in a new session. */
            consent?: {
                [key: string]: unknown;
            } | null;
            /** @description Your own data: at most 4 KiB as JSON, also together with what is stored. Merged key by key; a `null` value removes the key. Absent: unchanged; `{}` in a new session. */
            custom_data?: {
                [key: string]: unknown;
            } | null;
            /** @description Pages viewed so far, in all. It never goes down. A page may tell at most 10, plus 2 for each second since the session began; more is taken for that. A resume tells it itself, so that no update need follow. Absent: what is known; with `url` at least 1. */
            page_views?: number | null;
            /** @description How long a page was in the foreground so far, in all, in ms; at most 365 days. It never goes down. Absent: what is known. */
            active_time?: number | null;
            /**
             * Format: uuid
             * @description The session before. Absent: `null`, or the final session that `id` names.
             */
            previous_session_id?: string | null;
            /** @description The client's clock when it sent this, in ms since the Unix epoch; the same for all attempts at it. Absent: sent when it arrives, and a repetition counts as a new create. */
            sent_at?: number | null;
        };
        UpdateSessionBody: {
            /**
             * Format: uuid
             * @description The session.
             */
            session_id: string;
            /**
             * Format: uuid
             * @description Its site.
             */
            site_id: string;
            /** @description The last activity, in ms since the Unix epoch; held between the start of the session and when it was sent. Send `sent_at` too if the client's clock may be wrong. Absent: `sent_at`, else now. */
            last_activity_at?: number | null;
            /** @description The page. An http or https address. A page may give up to 65,536 characters, of which 2,048 are stored: the query goes first, then the end; a server is refused with 400 beyond 2,048. Absent: unchanged. */
            current_url?: string | null;
            /** @description Pages viewed so far, in all. It never goes down. A page may tell at most 10, plus 2 for each second since the session began; more is taken for that. Absent: unchanged. */
            page_views?: number | null;
            /** @description How long a page was in the foreground so far, in all, in ms; at most 365 days. It never goes down. Absent: unchanged. */
            active_time?: number | null;
            /** @description Your own data: at most 4 KiB as JSON, also together with what is stored. Merged key by key; a `null` value removes the key. Absent: unchanged. */
            custom_data?: {
                [key: string]: unknown;
            } | null;
            /** @description The client's clock when it sent this, in ms since the Unix epoch; the same for all attempts at it. Absent: sent when it arrives. */
            sent_at?: number | null;
        };
        EndSessionBody: {
            /**
             * Format: uuid
             * @description The session.
             */
            session_id: string;
            /**
             * Format: uuid
             * @description The site. Absent: the site of the key, else of the session.
             */
            site_id?: string | null;
            /** @description The last page. An http or https address. A page may give up to 65,536 characters, of which 2,048 are stored: the query goes first, then the end; a server is refused with 400 beyond 2,048. Absent: `null`. */
            exit_url?: string | null;
            /**
             * @description How it ends. Absent: `exit` if the session was engaged, else `bounce`.
             * @enum {string|null}
             */
            exit_type?: "exit" | "bounce" | "timeout" | null;
            /** @description How long it lasted, in ms, in all; at most 365 days, and no longer than the session was. Absent: from start to end. */
            duration?: number | null;
            /** @description Pages viewed so far, in all. It never goes down. A page may tell at most 10, plus 2 for each second since the session began; more is taken for that. Absent: unchanged. */
            page_views?: number | null;
            /** @description How long a page was in the foreground so far, in all, in ms; at most 365 days. It never goes down. Absent: unchanged. */
            active_time?: number | null;
            /** @description As for create, merged also by a repeated or stale end; more than fits is left out for a page, and refused for a server. Absent: unchanged. */
            consent?: {
                [key: string]: unknown;
            } | null;
            /** @description As for create, merged also by a repeated or stale end; more than fits is left out for a page, and refused for a server. Absent: unchanged. */
            custom_data?: {
                [key: string]: unknown;
            } | null;
            /** @description The client's clock when it sent this, in ms since the Unix epoch; the same for all attempts at it. Absent: the message is never stale. */
            sent_at?: number | null;
        };
        IdentifySessionBody: {
            /**
             * Format: uuid
             * @description The site. Absent: the site of the key, else of the session.
             */
            site_id?: string | null;
            /**
             * Format: uuid
             * @description The lead, also an id of your own system: one that is not known yet becomes a new lead. Absent: found or made by `email`, else the session's lead, else a new one.
             */
            lead_id?: string | null;
            /** @description One address, as `<input type=email>` takes it, or with Unicode; at most 254 characters once it is stored: trimmed, in lower case and NFC, its domain in ASCII (`xn--…`). Absent: not filled in. */
            email?: string | null;
            /** @description Trimmed. A name that the lead has is never changed. Absent: not filled in. */
            name?: string | null;
            /** @description Trimmed. A number that the lead has is never changed. Absent: not filled in. */
            phone?: string | null;
            /** @description The same three for callers that send them so; a field beside it wins. Absent: nothing is taken from it. */
            lead_data?: {
                /** @description As above; blank is absent. Absent: not filled in. */
                email?: string | null;
                /** @description As above; blank is absent. Absent: not filled in. */
                name?: string | null;
                /** @description As above; blank is absent. Absent: not filled in. */
                phone?: string | null;
            } | null;
            /** @description One follow-up task for this lead and session, however often it is sent. Absent: `false`. */
            create_task?: boolean | null;
            /** @description Leave the lead that the session has; for callers with a key only. Absent: `false`. */
            replace?: boolean | null;
        };
        UpdateLeadBody: {
            /**
             * @description The new status. Absent: unchanged.
             * @enum {string}
             */
            status?: "new" | "contacted" | "qualified" | "converted" | "lost";
            /** @description Trimmed; `null` removes it. Absent: unchanged. */
            name?: string | null;
            /** @description Trimmed; `null` removes it. Absent: unchanged. */
            phone?: string | null;
        };
        UpdateTaskBody: {
            /**
             * @description The new status.
             * @enum {string}
             */
            status: "pending" | "in_progress" | "completed" | "failed";
        };
        CreateSiteBody: {
            /** @description For people. Trimmed. */
            name: string;
            /** @description Whose pages may call without a key: `*` (all), `https://example.com`, or `https://*.example.com` (subdomains of any depth, not the domain itself), with the port if there is one; a slash at the end is taken off. None: servers only. Absent: none. */
            allowed_origins?: string[];
            /**
             * @description Without activity for this long a session ends, in ms. A session keeps the one it was opened with.
             * @default 1800000
             */
            idle_timeout_ms?: number;
            /**
             * @description Whether `Sec-GPC: 1` and `DNT: 1` are honoured.
             * @default true
             */
            respect_gpc?: boolean;
            /**
             * @description What is kept of the queries and fragments of addresses. `safe`: all but credentials and personal data; `marketing`: campaign parameters and click ids; `all`: everything; `none`: nothing.
             * @default safe
             * @enum {string}
             */
            url_query?: "safe" | "marketing" | "all" | "none";
            /**
             * @description Sessions that started longer ago, in days, are deleted.
             * @default 395
             */
            retention_days?: number;
            /** @description The IANA name of a time zone, such as `Europe/Berlin`, in any case: in which the days, weeks and months of reports begin. An old name is stored by the present one. Absent: `UTC`. */
            timezone?: string;
            /**
             * @description In which a proxy of the site sends the visitor's address: up to 64 letters, digits, `-` and `_`, and none that Cloudflare, browsers or HTTP write, such as `X-Forwarded-For`, to which a visitor can add. `null`: none.
             * @default null
             */
            proxy_address_header?: string | null;
            /**
             * @description The same for the visitor's country.
             * @default null
             */
            proxy_country_header?: string | null;
        };
        UpdateSiteBody: {
            /** @description For people. Trimmed. Absent: unchanged. */
            name?: string;
            /** @description Whose pages may call without a key: `*` (all), `https://example.com`, or `https://*.example.com` (subdomains of any depth, not the domain itself), with the port if there is one; a slash at the end is taken off. None: servers only. Absent: unchanged. */
            allowed_origins?: string[];
            /** @description Without activity for this long a session ends, in ms. A session keeps the one it was opened with. Absent: unchanged. */
            idle_timeout_ms?: number;
            /** @description Whether `Sec-GPC: 1` and `DNT: 1` are honoured. Absent: unchanged. */
            respect_gpc?: boolean;
            /**
             * @description What is kept of the queries and fragments of addresses. `safe`: all but credentials and personal data; `marketing`: campaign parameters and click ids; `all`: everything; `none`: nothing. Absent: unchanged.
             * @enum {string}
             */
            url_query?: "safe" | "marketing" | "all" | "none";
            /** @description Sessions that started longer ago, in days, are deleted. Absent: unchanged. */
            retention_days?: number;
            /** @description The IANA name of a time zone, such as `Europe/Berlin`, in any case: in which the days, weeks and months of reports begin. An old name is stored by the present one. Absent: unchanged. */
            timezone?: string;
            /** @description In which a proxy of the site sends the visitor's address: up to 64 letters, digits, `-` and `_`, and none that Cloudflare, browsers or HTTP write, such as `X-Forwarded-For`, to which a visitor can add. `null`: none. Absent: unchanged. */
            proxy_address_header?: string | null;
            /** @description The same for the visitor's country. Absent: unchanged. */
            proxy_country_header?: string | null;
        };
        CreateKeyBody: {
            /** @description For people. Trimmed. */
            name: string;
            /**
             * @description What the key is good for. `write`: the five endpoints, erasure, and changes of leads and tasks. `read`: lists, reports, visitors, leads and tasks. `all`: both. Any key may read one session. It never changes.
             * @default all
             * @enum {string}
             */
            scope?: "write" | "read" | "all";
        };
        CreateShareBody: {
            /** @description For people. Trimmed. */
            name: string;
        };
        CreateSignInBody: {
            /** @description A key of a site whose scope is `read` or `all`, or the `ADMIN_KEY`. Trimmed. */
            key: string;
        };
        CallMcpBody: {
            /**
             * @description The version of JSON-RPC.
             * @constant
             */
            jsonrpc: "2.0";
            /** @description By which the answer is known. Absent: it is a notification, and there is no answer. */
            id?: string | number;
            /** @description Such as `tools/call`. Absent: it is an answer to the service, which asks nothing. */
            method?: string;
            /** @description As the protocol says for the method. Absent: none. */
            params?: {
                [key: string]: unknown;
            };
        };
        DeriveSessionsBody: {
            /** @description The `next` of the step before. Absent: from the first record on. */
            after?: string;
            /**
             * @description How many records are looked at.
             * @default 300
             */
            limit?: number;
        };
        /** @description The numbers by the values of a field. */
        Breakdown: {
            /**
             * @description The field.
             * @enum {string}
             */
            by: "status" | "engaged" | "identified" | "exit_type" | "ended_by" | "is_bot" | "visitor_id" | "lead_id" | "country" | "region" | "city" | "device_type" | "os" | "browser" | "language" | "source" | "channel" | "referrer_host" | "utm_source" | "utm_medium" | "utm_campaign" | "utm_term" | "utm_content" | "entry_page" | "exit_page" | "new_visitor";
            /** @description By sessions, the most first, then by value. */
            rows: {
                /** @description `null` where the value is missing. */
                value: string | boolean | null;
                /** @description Those that started in the period and match the filters. */
                sessions: number;
                /** @description Distinct visitors among them, exact. */
                visitors: number;
                /** @description Visitors whose first session at the site is among them. */
                new_visitors: number;
                /** @description The sum of their page views. */
                page_views: number;
                /** @description Engaged sessions. */
                engaged: number;
                /** @description Sessions that ended and were not engaged. */
                bounced: number;
                /** @description Sessions with a lead. */
                identified: number;
            }[];
            /** @description All other values together; `null` where there is none. */
            other: components["schemas"]["Measures"] | null;
        };
        /** @description A new key. */
        CreatedKey: {
            /**
             * Format: uuid
             * @description The key, for lists and revocation.
             */
            key_id: string;
            /**
             * Format: uuid
             * @description The site.
             */
            site_id: string;
            /** @description At most 128 characters. */
            name: string;
            /**
             * @description What the key is good for.
             * @enum {string}
             */
            scope: "write" | "read" | "all";
            /** @description When it was made. In ms since the Unix epoch. */
            created_at: number;
            /** @description The key itself. It is shown this once, and never again. */
            key: string;
        };
        /** @description A new share link. */
        CreatedShare: {
            /**
             * Format: uuid
             * @description The share link, for lists and revocation.
             */
            share_id: string;
            /** @description At most 128 characters. */
            name: string;
            /** @description When it was made. In ms since the Unix epoch. */
            created_at: number;
            /** @description Shown as a key is. It is told this once, and never again. */
            token: string;
            /** @description The link: the dashboard, with the token after `#`, which browsers send to nobody. */
            url: string;
        };
        /** @description A site that was deleted. */
        DeletedSite: {
            /**
             * Format: uuid
             * @description The site.
             */
            site_id: string;
            /**
             * @description It is closed within 60 s.
             * @constant
             */
            deleted: true;
        };
        /** @description A step of deriving. */
        DeriveStep: {
            /** @description Records that were looked at. */
            examined: number;
            /** @description Those that were written. */
            changed: number;
            /** @description Those of sessions that are not over for long enough, or changed meanwhile. */
            skipped: number;
            /** @description Those that are left as they are, because they cannot be read. They are in the log. */
            unreadable: number;
            /** @description Give it as `after` to get the next page; `null` on the last page. */
            next: string | null;
        };
        /** @description A session that was erased. */
        ErasedSession: {
            /**
             * Format: uuid
             * @description The session.
             */
            session_id: string;
            /**
             * @description It is gone.
             * @constant
             */
            erased: true;
        };
        /** @description A visitor who was erased. */
        ErasedVisitor: {
            /**
             * Format: uuid
             * @description The visitor: one browser, or person, on the site.
             */
            visitor_id: string;
            /** @description Sessions that this call erased. */
            erased_sessions: number;
        };
        /** @description The session, without its address. */
        ExplainedSession: {
            /**
             * Format: uuid
             * @description The session.
             */
            session_id: string;
            /**
             * Format: uuid
             * @description The site.
             */
            site_id: string;
            /**
             * Format: uuid
             * @description The visitor: one browser, or person, on the site.
             */
            visitor_id: string;
            /** @description As it was given; `null` with `Sec-GPC` or `DNT`. */
            fingerprint: string | null;
            /**
             * Format: uuid
             * @description Who the visitor is; `null` while nobody is known.
             */
            lead_id: string | null;
            /** @description When the visitor was identified in this session. In ms since the Unix epoch. */
            identified_at: number | null;
            /**
             * @description `ended` once it has ended, be it resumable or final.
             * @enum {string}
             */
            status: "active" | "ended";
            /** @description When it began. In ms since the Unix epoch. */
            started_at: number;
            /** @description The last that was heard of the visitor. In ms since the Unix epoch. */
            last_activity_at: number;
            /** @description When it ends, or once ended when it becomes final, if nothing more is heard. In ms since the Unix epoch. */
            expires_at: number;
            /** @description When it ended; after the idle timeout, the last activity. In ms since the Unix epoch. */
            ended_at: number | null;
            /** @description The same as `ended_at`. In ms since the Unix epoch. */
            closed_at: number | null;
            /**
             * @description Who ended it: a message, the idle timeout, or the maximum length of 24 hours.
             * @enum {string|null}
             */
            ended_by: "client" | "idle" | "max_length" | null;
            /**
             * @description As the end said; else `exit` if engaged, `bounce` if not, `timeout` if no end came.
             * @enum {string|null}
             */
            exit_type: "exit" | "bounce" | "timeout" | null;
            /** @description The address that the end told, in at most 2,048 characters. */
            exit_url: string | null;
            /** @description Until then it can be reopened; in the past when it is final; `null` while it is active. In ms since the Unix epoch. */
            resumable_until: number | null;
            /** @description How long it has lasted, at most from `started_at` to `ended_at`. In ms. */
            duration: number;
            /** @description How long a page of it was in the foreground, at most `duration`. In ms. */
            active_time: number;
            /** @description `duration` less `active_time`. In ms. */
            idle_time: number;
            /** @description Pages viewed, in all. */
            page_views: number;
            /** @description 10 s of active time, or two page views, or identified. */
            engaged: boolean;
            /** @description The first page, in at most 2,048 characters. */
            landing_url: string | null;
            /** @description The path of `landing_url`. */
            landing_path: string | null;
            /** @description The page of the newest message about it. */
            current_url: string | null;
            /** @description Where the visitor came from; `null` for a direct visit. */
            referrer: string | null;
            /** @description The host of `referrer`, without port and `www.`. */
            referrer_host: string | null;
            /** @description Whether `referrer` is the site itself, which is never a source. */
            referrer_is_internal: boolean;
            /** @description The campaign, in at most 256 characters each. */
            utm_params: {
                /** @description Of `utm_source`; `null` where none was told. */
                source: string | null;
                /** @description Of `utm_medium`. */
                medium: string | null;
                /** @description Of `utm_campaign`. */
                campaign: string | null;
                /** @description Of `utm_term`. */
                term: string | null;
                /** @description Of `utm_content`. */
                content: string | null;
                /** @description Of `utm_id`. */
                id: string | null;
            };
            /** @description The click id of an ad or a link; `null` where there was none, and with `Sec-GPC` or `DNT`. */
            click_id: {
                /** @description The name of the parameter, such as `gclid`. */
                type: string;
                /** @description The whole value. */
                value: string;
            } | null;
            /** @description Such as `Google`, `news` or `Direct`; fixed when the session is opened. */
            source: string | null;
            /**
             * @description The kind of source, by the rules of GA4's channel groups.
             * @enum {string|null}
             */
            channel: "Direct" | "Organic Search" | "Paid Search" | "Organic Social" | "Paid Social" | "Email" | "AI" | "Display" | "Affiliates" | "Referral" | "Other" | null;
            /** @description What is known of the device; the rest is `null`. */
            device: {
                /** @description Such as `desktop`, `mobile` or `tablet`, in lower case. */
                type: string | null;
                /** @description The operating system. */
                os: {
                    /** @description Such as `macOS`. */
                    name: string | null;
                    /** @description `null` where the browser tells a frozen one. */
                    version: string | null;
                };
                /** @description The screen. */
                screen_size: {
                    /** @description In CSS pixels. */
                    width: number;
                    /** @description In CSS pixels. */
                    height: number;
                } | null;
                /** @description Device pixels in a CSS pixel. */
                pixel_ratio: number | null;
                /** @description As the browser names it, such as `landscape-primary`. */
                orientation: string | null;
                /** @description In GiB, as the browser rounds it. */
                memory: number | null;
                /** @description Logical processors. */
                cpu_cores: number | null;
                /** @description Whether the screen takes touches. */
                touch_support: boolean | null;
            };
            /** @description What is known of the browser; the rest is `null`. */
            browser: {
                /** @description Such as `Firefox`. */
                name: string | null;
                /** @description As told. */
                version: string | null;
                /** @description One BCP 47 tag, such as `de-DE`. */
                language: string | null;
            };
            /** @description Where the visitor is; what is not known is `null`. */
            location: {
                /** @description Two letters of ISO 3166-1, such as `DE`. */
                country: string | null;
                /** @description A state or province. */
                region: string | null;
                /** @description A city. */
                city: string | null;
                /** @description An IANA name, such as `Europe/Berlin`. */
                timezone: string | null;
            };
            /** @description What the visitor agreed to, as told; at most 4 KiB as JSON. */
            consent: {
                [key: string]: unknown;
            };
            /** @description The caller's own data, at most 4 KiB as JSON. */
            custom_data: {
                [key: string]: unknown;
            };
            /** @description Bots are kept and marked; reports leave them out. */
            is_bot: boolean;
            /** @description `user_agent`, `no_user_agent` or `bot_management`; `null` if it is no bot. */
            bot_reason: string | null;
            /**
             * Format: uuid
             * @description The session before this one.
             */
            previous_session_id: string | null;
            /** @description How often the visitor went and came back. */
            reopened_count: number;
            /** @description Seconds (not ms) until `expires_at`; 0 once ended. */
            ttl: number;
            /** @description The first 50 pages that the session has seen, each once. */
            pages: {
                /** @description In at most 256 characters. */
                path: string;
                /** @description When it was first seen. In ms since the Unix epoch. */
                at: number;
            }[];
        };
        /** @description Why a session is as it is. */
        Explanation: {
            /** @description One for each question, in the order of a session's life. */
            statements: {
                /**
                 * @description The question.
                 * @enum {string}
                 */
                about: "began" | "source" | "engaged" | "bounced" | "reopened" | "ended" | "final" | "bot";
                /** @description The answer; a time in ms since the Unix epoch, `null` where there is none. */
                value: string | number | boolean | null;
                /** @description The reasons, in words that do not change: `opened`, `follows`; `utm_source`, `utm_medium`, `click_id`, `referrer`, `internal_referrer`; `active_time`, `page_views`, `identified`; `engaged`, `active`, `ended`, `not_engaged`; `opened_again`; `client`, `idle`, `max_length`, `late_end`; `live`, `ended`, `final`; and those of `bot_reason`. */
                because: string[];
                /** @description The same for people; it may change. */
                text: string;
            }[];
            session: components["schemas"]["ExplainedSession"];
        };
        /** @description 403: A page asks for what only a key may do, such as `replace`, an erasure or a list; or the key has another scope than the one that `message` names; or a change with the cookie of the dashboard comes from elsewhere. */
        Forbidden: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "forbidden";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description Whether the service works. */
        Health: {
            /**
             * @description The database answers and has its tables.
             * @constant
             */
            status: "ok";
            /** @description For the holder of `ADMIN_KEY` only. */
            upkeep?: {
                /** @description The name of the binding. */
                database: string;
                /**
                 * @description What the cron trigger does.
                 * @enum {string}
                 */
                job: "retention" | "links";
                /** @description How far it is behind; 0 when it keeps up. In ms. */
                lag_ms: number;
            }[];
        };
        /** @description A session with its lead. */
        IdentifiedSession: {
            /**
             * Format: uuid
             * @description The session.
             */
            session_id: string;
            /**
             * Format: uuid
             * @description The site.
             */
            site_id: string;
            /**
             * Format: uuid
             * @description The visitor: one browser, or person, on the site.
             */
            visitor_id: string;
            /** @description As it was given; `null` with `Sec-GPC` or `DNT`. */
            fingerprint: string | null;
            /**
             * Format: uuid
             * @description Who the visitor is.
             */
            lead_id: string;
            /** @description When the visitor was identified in this session. In ms since the Unix epoch. */
            identified_at: number;
            /**
             * @description `ended` once it has ended, be it resumable or final.
             * @enum {string}
             */
            status: "active" | "ended";
            /** @description When it began. In ms since the Unix epoch. */
            started_at: number;
            /** @description The last that was heard of the visitor. In ms since the Unix epoch. */
            last_activity_at: number;
            /** @description When it ends, or once ended when it becomes final, if nothing more is heard. In ms since the Unix epoch. */
            expires_at: number;
            /** @description When it ended; after the idle timeout, the last activity. In ms since the Unix epoch. */
            ended_at: number | null;
            /** @description The same as `ended_at`. In ms since the Unix epoch. */
            closed_at: number | null;
            /**
             * @description Who ended it: a message, the idle timeout, or the maximum length of 24 hours.
             * @enum {string|null}
             */
            ended_by: "client" | "idle" | "max_length" | null;
            /**
             * @description As the end said; else `exit` if engaged, `bounce` if not, `timeout` if no end came.
             * @enum {string|null}
             */
            exit_type: "exit" | "bounce" | "timeout" | null;
            /** @description The address that the end told, in at most 2,048 characters. */
            exit_url: string | null;
            /** @description Until then it can be reopened; in the past when it is final; `null` while it is active. In ms since the Unix epoch. */
            resumable_until: number | null;
            /** @description How long it has lasted, at most from `started_at` to `ended_at`. In ms. */
            duration: number;
            /** @description How long a page of it was in the foreground, at most `duration`. In ms. */
            active_time: number;
            /** @description `duration` less `active_time`. In ms. */
            idle_time: number;
            /** @description Pages viewed, in all. */
            page_views: number;
            /** @description 10 s of active time, or two page views, or identified. */
            engaged: boolean;
            /** @description The first page, in at most 2,048 characters. */
            landing_url: string | null;
            /** @description The path of `landing_url`. */
            landing_path: string | null;
            /** @description The page of the newest message about it. */
            current_url: string | null;
            /** @description Where the visitor came from; `null` for a direct visit. */
            referrer: string | null;
            /** @description The host of `referrer`, without port and `www.`. */
            referrer_host: string | null;
            /** @description Whether `referrer` is the site itself, which is never a source. */
            referrer_is_internal: boolean;
            /** @description The campaign, in at most 256 characters each. */
            utm_params: {
                /** @description Of `utm_source`; `null` where none was told. */
                source: string | null;
                /** @description Of `utm_medium`. */
                medium: string | null;
                /** @description Of `utm_campaign`. */
                campaign: string | null;
                /** @description Of `utm_term`. */
                term: string | null;
                /** @description Of `utm_content`. */
                content: string | null;
                /** @description Of `utm_id`. */
                id: string | null;
            };
            /** @description The click id of an ad or a link; `null` where there was none, and with `Sec-GPC` or `DNT`. */
            click_id: {
                /** @description The name of the parameter, such as `gclid`. */
                type: string;
                /** @description The whole value. */
                value: string;
            } | null;
            /** @description Such as `Google`, `news` or `Direct`; fixed when the session is opened. */
            source: string | null;
            /**
             * @description The kind of source, by the rules of GA4's channel groups.
             * @enum {string|null}
             */
            channel: "Direct" | "Organic Search" | "Paid Search" | "Organic Social" | "Paid Social" | "Email" | "AI" | "Display" | "Affiliates" | "Referral" | "Other" | null;
            /** @description What is known of the device; the rest is `null`. */
            device: {
                /** @description Such as `desktop`, `mobile` or `tablet`, in lower case. */
                type: string | null;
                /** @description The operating system. */
                os: {
                    /** @description Such as `macOS`. */
                    name: string | null;
                    /** @description `null` where the browser tells a frozen one. */
                    version: string | null;
                };
                /** @description The screen. */
                screen_size: {
                    /** @description In CSS pixels. */
                    width: number;
                    /** @description In CSS pixels. */
                    height: number;
                } | null;
                /** @description Device pixels in a CSS pixel. */
                pixel_ratio: number | null;
                /** @description As the browser names it, such as `landscape-primary`. */
                orientation: string | null;
                /** @description In GiB, as the browser rounds it. */
                memory: number | null;
                /** @description Logical processors. */
                cpu_cores: number | null;
                /** @description Whether the screen takes touches. */
                touch_support: boolean | null;
            };
            /** @description What is known of the browser; the rest is `null`. */
            browser: {
                /** @description Such as `Firefox`. */
                name: string | null;
                /** @description As told. */
                version: string | null;
                /** @description One BCP 47 tag, such as `de-DE`. */
                language: string | null;
            };
            /** @description Where the visitor is; what is not known is `null`. */
            location: {
                /** @description Two letters of ISO 3166-1, such as `DE`. */
                country: string | null;
                /** @description A state or province. */
                region: string | null;
                /** @description A city. */
                city: string | null;
                /** @description An IANA name, such as `Europe/Berlin`. */
                timezone: string | null;
            };
            /** @description What the visitor agreed to, as told; at most 4 KiB as JSON. */
            consent: {
                [key: string]: unknown;
            };
            /** @description The caller's own data, at most 4 KiB as JSON. */
            custom_data: {
                [key: string]: unknown;
            };
            /** @description Bots are kept and marked; reports leave them out. */
            is_bot: boolean;
            /** @description `user_agent`, `no_user_agent` or `bot_management`; `null` if it is no bot. */
            bot_reason: string | null;
            /**
             * Format: uuid
             * @description The session before this one.
             */
            previous_session_id: string | null;
            /** @description How often the visitor went and came back. */
            reopened_count: number;
            /** @description Seconds (not ms) until `expires_at`; 0 once ended. */
            ttl: number;
            /** @description Where to read it, at the host that was asked. */
            session_url: string;
            /**
             * Format: uuid
             * @description The follow-up of this lead and session; `null` where there is none.
             */
            task_id: string | null;
            /** @description Whether the lead was made by this call. For callers with a key only. */
            is_new_lead?: boolean;
        };
        /** @description Who looks at the dashboard. */
        Identity: {
            /**
             * @description `ADMIN_KEY`, a key of a site with this scope, or a share link.
             * @enum {string}
             */
            role: "admin" | "all" | "read" | "share";
            /** @description The key's site; `null` for the holder of `ADMIN_KEY`, who names one by `site_id`. */
            site: {
                /**
                 * Format: uuid
                 * @description The site.
                 */
                site_id: string;
                /** @description At most 128 characters. */
                name: string;
                /** @description An IANA name: in which days, weeks and months begin. */
                timezone: string;
            } | null;
            /** @description When the sign-in ends; `null` where a key or a share link is shown. In ms since the Unix epoch. */
            expires_at: number | null;
        };
        /** @description 500: A fault of the service. */
        Internal: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "internal";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description 400: The body is empty, not JSON, or not UTF-8. */
        InvalidJson: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "invalid_json";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description A key, without its secret. */
        Key: {
            /**
             * Format: uuid
             * @description The key, for lists and revocation.
             */
            key_id: string;
            /**
             * Format: uuid
             * @description The site.
             */
            site_id: string;
            /** @description At most 128 characters. */
            name: string;
            /**
             * @description What the key is good for.
             * @enum {string}
             */
            scope: "write" | "read" | "all";
            /** @description When it was made. In ms since the Unix epoch. */
            created_at: number;
        };
        /** @description The keys of a site. */
        KeyList: {
            /** @description The oldest first; at most 20. */
            keys: components["schemas"]["Key"][];
        };
        /** @description 404: The site has no such key, or it was revoked. */
        KeyNotFound: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "key_not_found";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description A person whom the site knows. */
        Lead: {
            /**
             * Format: uuid
             * @description The lead.
             */
            lead_id: string;
            /**
             * Format: uuid
             * @description The site.
             */
            site_id: string;
            /** @description In lower case, at most 254 characters. */
            email: string | null;
            /** @description At most 256 characters. */
            name: string | null;
            /** @description At most 64 characters. */
            phone: string | null;
            /**
             * @description The API sets `new`; your servers set the others.
             * @enum {string}
             */
            status: "new" | "contacted" | "qualified" | "converted" | "lost";
            /**
             * @description By what the lead was made.
             * @enum {string}
             */
            known_by: "email" | "name" | "lead_id";
            /** @description Whether only a browser has named the email: take it for a claim. */
            email_is_claimed: boolean;
            /** @description When it was made. In ms since the Unix epoch. */
            created_at: number;
            /** @description When it was last changed. In ms since the Unix epoch. */
            updated_at: number;
        };
        /** @description 409: The session, or for a server the email, belongs to a different lead. */
        LeadConflict: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "lead_conflict";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: {
                    /**
                     * Format: uuid
                     * @description The session's lead; `null` where only the email belongs to another one.
                     */
                    lead_id: string | null;
                };
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description A page of leads. */
        LeadList: {
            /** @description The newest first. */
            leads: components["schemas"]["Lead"][];
            /** @description Give it as `after` to get the next page; `null` on the last page. */
            next: string | null;
        };
        /** @description 404: The site has no such lead; it may be that of another site. */
        LeadNotFound: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "lead_not_found";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description Who the visitor is. */
        LeadOfSession: {
            /**
             * Format: uuid
             * @description The lead.
             */
            id: string;
            /** @description `null` where none is known, and while D1 is down. */
            email: string | null;
            /** @description `null` where none is known, and while D1 is down. */
            name: string | null;
            /**
             * @description `null` while D1 is down.
             * @enum {string|null}
             */
            status: "new" | "contacted" | "qualified" | "converted" | "lost" | null;
        };
        /** @description A session in a list: the fields that are counted, from D1. The numbers of an active session may be as old as its idle timeout. */
        ListedSession: {
            /**
             * Format: uuid
             * @description The session.
             */
            session_id: string;
            /**
             * Format: uuid
             * @description The site.
             */
            site_id: string;
            /**
             * Format: uuid
             * @description The visitor: one browser, or person, on the site.
             */
            visitor_id: string;
            /**
             * Format: uuid
             * @description Who the visitor is; `null` while nobody is known.
             */
            lead_id: string | null;
            /**
             * @description `ended` once it has ended.
             * @enum {string}
             */
            status: "active" | "ended";
            /** @description When the visitor was identified in this session. In ms since the Unix epoch. */
            identified_at: number | null;
            /** @description When it began. In ms since the Unix epoch. */
            started_at: number;
            /** @description The last that the record knows of. In ms since the Unix epoch. */
            last_activity_at: number;
            /** @description When it ended. In ms since the Unix epoch. */
            ended_at: number | null;
            /**
             * @description Who ended it.
             * @enum {string|null}
             */
            ended_by: "client" | "idle" | "max_length" | null;
            /**
             * @description How it ended.
             * @enum {string|null}
             */
            exit_type: "exit" | "bounce" | "timeout" | null;
            /** @description How long it lasted, as far as the record knows. In ms. */
            duration: number;
            /** @description How long a page of it was in the foreground. In ms. */
            active_time: number;
            /** @description Pages viewed, in all. */
            page_views: number;
            /** @description 10 s of active time, or two page views, or identified. */
            engaged: boolean;
            /** @description How often the visitor went and came back. */
            reopened_count: number;
            /** @description Whether it is taken for a bot. */
            is_bot: boolean;
            /** @description The type of the device. */
            device_type: string | null;
            /** @description The name of the operating system. */
            os: string | null;
            /** @description The name of the browser. */
            browser: string | null;
            /** @description One BCP 47 tag. */
            language: string | null;
            /** @description Two letters of ISO 3166-1. */
            country: string | null;
            /** @description A state or province. */
            region: string | null;
            /** @description A city. */
            city: string | null;
            /** @description Where the visitor came from. Letters beyond ASCII in lower case. */
            source: string | null;
            /**
             * @description The kind of source.
             * @enum {string|null}
             */
            channel: "Direct" | "Organic Search" | "Paid Search" | "Organic Social" | "Paid Social" | "Email" | "AI" | "Display" | "Affiliates" | "Referral" | "Other" | null;
            /** @description The host of the page before. */
            referrer_host: string | null;
            /** @description Letters beyond ASCII in lower case. */
            utm_source: string | null;
            /** @description Letters beyond ASCII in lower case. */
            utm_medium: string | null;
            /** @description Letters beyond ASCII in lower case. */
            utm_campaign: string | null;
            /** @description Letters beyond ASCII in lower case. */
            utm_term: string | null;
            /** @description Letters beyond ASCII in lower case. */
            utm_content: string | null;
            /** @description The path of the landing page. */
            entry_page: string | null;
            /** @description The path of the exit, else of the current page. */
            exit_page: string | null;
        };
        /** @description A page of sessions. */
        ListedSessions: {
            /** @description The newest first. */
            sessions: components["schemas"]["ListedSession"][];
            /** @description Give it as `after` to get the next page; `null` on the last page. */
            next: string | null;
        };
        /** @description Who is here now. */
        Live: {
            /** @description Sessions that are here now. */
            count: number;
            /** @description Whether all open sessions were asked; `false` beyond 300, and then the count may be too low. */
            exact: boolean;
            /** @description Who was active last comes first. */
            sessions: components["schemas"]["LiveSession"][];
            /** @description By `current_page`: of all, also of those that `limit` leaves out, the most first. */
            pages: {
                /** @description `null` where it is missing. */
                value: string | null;
                /** @description Sessions with it. */
                count: number;
            }[];
            /** @description By `country`: of all, also of those that `limit` leaves out, the most first. */
            countries: {
                /** @description `null` where it is missing. */
                value: string | null;
                /** @description Sessions with it. */
                count: number;
            }[];
            /** @description By `source`: of all, also of those that `limit` leaves out, the most first. */
            sources: {
                /** @description `null` where it is missing. */
                value: string | null;
                /** @description Sessions with it. */
                count: number;
            }[];
        };
        /** @description A session in a list, with its page. */
        LiveSession: {
            /**
             * Format: uuid
             * @description The session.
             */
            session_id: string;
            /**
             * Format: uuid
             * @description The site.
             */
            site_id: string;
            /**
             * Format: uuid
             * @description The visitor: one browser, or person, on the site.
             */
            visitor_id: string;
            /**
             * Format: uuid
             * @description Who the visitor is; `null` while nobody is known.
             */
            lead_id: string | null;
            /**
             * @description `ended` once it has ended.
             * @enum {string}
             */
            status: "active" | "ended";
            /** @description When the visitor was identified in this session. In ms since the Unix epoch. */
            identified_at: number | null;
            /** @description When it began. In ms since the Unix epoch. */
            started_at: number;
            /** @description The last that the record knows of. In ms since the Unix epoch. */
            last_activity_at: number;
            /** @description When it ended. In ms since the Unix epoch. */
            ended_at: number | null;
            /**
             * @description Who ended it.
             * @enum {string|null}
             */
            ended_by: "client" | "idle" | "max_length" | null;
            /**
             * @description How it ended.
             * @enum {string|null}
             */
            exit_type: "exit" | "bounce" | "timeout" | null;
            /** @description How long it lasted, as far as the record knows. In ms. */
            duration: number;
            /** @description How long a page of it was in the foreground. In ms. */
            active_time: number;
            /** @description Pages viewed, in all. */
            page_views: number;
            /** @description 10 s of active time, or two page views, or identified. */
            engaged: boolean;
            /** @description How often the visitor went and came back. */
            reopened_count: number;
            /** @description Whether it is taken for a bot. */
            is_bot: boolean;
            /** @description The type of the device. */
            device_type: string | null;
            /** @description The name of the operating system. */
            os: string | null;
            /** @description The name of the browser. */
            browser: string | null;
            /** @description One BCP 47 tag. */
            language: string | null;
            /** @description Two letters of ISO 3166-1. */
            country: string | null;
            /** @description A state or province. */
            region: string | null;
            /** @description A city. */
            city: string | null;
            /** @description Where the visitor came from. Letters beyond ASCII in lower case. */
            source: string | null;
            /**
             * @description The kind of source.
             * @enum {string|null}
             */
            channel: "Direct" | "Organic Search" | "Paid Search" | "Organic Social" | "Paid Social" | "Email" | "AI" | "Display" | "Affiliates" | "Referral" | "Other" | null;
            /** @description The host of the page before. */
            referrer_host: string | null;
            /** @description Letters beyond ASCII in lower case. */
            utm_source: string | null;
            /** @description Letters beyond ASCII in lower case. */
            utm_medium: string | null;
            /** @description Letters beyond ASCII in lower case. */
            utm_campaign: string | null;
            /** @description Letters beyond ASCII in lower case. */
            utm_term: string | null;
            /** @description Letters beyond ASCII in lower case. */
            utm_content: string | null;
            /** @description The path of the landing page. */
            entry_page: string | null;
            /** @description The path of the exit, else of the current page. */
            exit_page: string | null;
            /** @description The path of the page that the visitor is on. */
            current_page: string | null;
        };
        /** @description An answer of the Model Context Protocol: `result`, or `error`. */
        McpAnswer: {
            /**
             * @description The version of JSON-RPC.
             * @constant
             */
            jsonrpc: "2.0";
            /** @description That of the request; `null` where it could not be read. */
            id?: string | number | null;
            /** @description As the protocol says for the method. */
            result?: {
                [key: string]: unknown;
            };
            /** @description What is wrong with the message. A tool that fails tells it in its result. */
            error?: {
                /** @description A number of JSON-RPC or of the protocol. */
                code: number;
                /** @description What is wrong, for people. */
                message: string;
                /** @description More for programs. */
                data?: {
                    [key: string]: unknown;
                };
            };
        };
        /** @description A message that could not be taken. */
        McpError: {
            /**
             * @description The version of JSON-RPC.
             * @constant
             */
            jsonrpc: "2.0";
            /** @description That of the request; `null` where it could not be read. */
            id?: string | number | null;
            /** @description What is wrong with the message. A tool that fails tells it in its result. */
            error: {
                /** @description A number of JSON-RPC or of the protocol. */
                code: number;
                /** @description What is wrong, for people. */
                message: string;
                /** @description More for programs. */
                data?: {
                    [key: string]: unknown;
                };
            };
        };
        /** @description What is counted of a group of sessions. */
        Measures: {
            /** @description Those that started in the period and match the filters. */
            sessions: number;
            /** @description Distinct visitors among them, exact. */
            visitors: number;
            /** @description Visitors whose first session at the site is among them. */
            new_visitors: number;
            /** @description The sum of their page views. */
            page_views: number;
            /** @description Engaged sessions. */
            engaged: number;
            /** @description Sessions that ended and were not engaged. */
            bounced: number;
            /** @description Sessions with a lead. */
            identified: number;
        };
        /** @description About the answer. */
        Meta: {
            /**
             * @description The version of the API.
             * @constant
             */
            api_version: "1.0";
            /** @description When it was answered, in ms since the Unix epoch. */
            server_time: number;
            /** @description How long it took, in ms. */
            processing_time: number;
        };
        /** @description 405: The path takes other methods, which `Allow` names. */
        MethodNotAllowed: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "method_not_allowed";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description 404: There is no such path. */
        NotFound: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "not_found";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description The numbers of a period. */
        Numbers: {
            /** @description The period begins; it is in it. In ms since the Unix epoch. */
            from: number;
            /** @description The period ends; it is not in it. In ms since the Unix epoch. */
            to: number;
            /** @description The IANA name of the time zone. */
            tz: string;
            /** @description Those that started in the period and match the filters. */
            sessions: number;
            /** @description Distinct visitors among them, exact. */
            visitors: number;
            /** @description Visitors whose first session at the site is among them. */
            new_visitors: number;
            /** @description The sum of their page views. */
            page_views: number;
            /** @description Engaged sessions. */
            engaged: number;
            /** @description Sessions that ended and were not engaged. */
            bounced: number;
            /** @description Sessions with a lead. */
            identified: number;
            /** @description Engaged sessions among all. A fraction of 1; `null` where nothing was counted. */
            engagement_rate: number | null;
            /** @description Bounced sessions among the ended ones. A fraction of 1; `null` where nothing was counted. */
            bounce_rate: number | null;
            /** @description Sessions with a lead among all. A fraction of 1; `null` where nothing was counted. */
            conversion_rate: number | null;
            /** @description Leads made in the period, whatever the filters. */
            new_leads: number;
            /** @description How long ended sessions lasted. */
            duration: {
                /** @description In ms; `null` where no session has ended. */
                mean: number | null;
                /** @description In ms; `null` where no session has ended. */
                median: number | null;
            };
            /** @description How long pages of ended sessions were in the foreground. */
            active_time: {
                /** @description In ms; `null` where no session has ended. */
                mean: number | null;
                /** @description In ms; `null` where no session has ended. */
                median: number | null;
            };
        };
        /** @description A session that was opened, resumed or reopened. */
        OpenedSession: {
            /**
             * Format: uuid
             * @description The session.
             */
            session_id: string;
            /**
             * Format: uuid
             * @description The site.
             */
            site_id: string;
            /**
             * Format: uuid
             * @description The visitor: one browser, or person, on the site.
             */
            visitor_id: string;
            /** @description As it was given; `null` with `Sec-GPC` or `DNT`. */
            fingerprint: string | null;
            /**
             * Format: uuid
             * @description Who the visitor is; `null` while nobody is known.
             */
            lead_id: string | null;
            /** @description When the visitor was identified in this session. In ms since the Unix epoch. */
            identified_at: number | null;
            /**
             * @description `ended` once it has ended, be it resumable or final.
             * @enum {string}
             */
            status: "active" | "ended";
            /** @description When it began. In ms since the Unix epoch. */
            started_at: number;
            /** @description The last that was heard of the visitor. In ms since the Unix epoch. */
            last_activity_at: number;
            /** @description When it ends, or once ended when it becomes final, if nothing more is heard. In ms since the Unix epoch. */
            expires_at: number;
            /** @description When it ended; after the idle timeout, the last activity. In ms since the Unix epoch. */
            ended_at: number | null;
            /** @description The same as `ended_at`. In ms since the Unix epoch. */
            closed_at: number | null;
            /**
             * @description Who ended it: a message, the idle timeout, or the maximum length of 24 hours.
             * @enum {string|null}
             */
            ended_by: "client" | "idle" | "max_length" | null;
            /**
             * @description As the end said; else `exit` if engaged, `bounce` if not, `timeout` if no end came.
             * @enum {string|null}
             */
            exit_type: "exit" | "bounce" | "timeout" | null;
            /** @description The address that the end told, in at most 2,048 characters. */
            exit_url: string | null;
            /** @description Until then it can be reopened; in the past when it is final; `null` while it is active. In ms since the Unix epoch. */
            resumable_until: number | null;
            /** @description How long it has lasted, at most from `started_at` to `ended_at`. In ms. */
            duration: number;
            /** @description How long a page of it was in the foreground, at most `duration`. In ms. */
            active_time: number;
            /** @description `duration` less `active_time`. In ms. */
            idle_time: number;
            /** @description Pages viewed, in all. */
            page_views: number;
            /** @description 10 s of active time, or two page views, or identified. */
            engaged: boolean;
            /** @description The first page, in at most 2,048 characters. */
            landing_url: string | null;
            /** @description The path of `landing_url`. */
            landing_path: string | null;
            /** @description The page of the newest message about it. */
            current_url: string | null;
            /** @description Where the visitor came from; `null` for a direct visit. */
            referrer: string | null;
            /** @description The host of `referrer`, without port and `www.`. */
            referrer_host: string | null;
            /** @description Whether `referrer` is the site itself, which is never a source. */
            referrer_is_internal: boolean;
            /** @description The campaign, in at most 256 characters each. */
            utm_params: {
                /** @description Of `utm_source`; `null` where none was told. */
                source: string | null;
                /** @description Of `utm_medium`. */
                medium: string | null;
                /** @description Of `utm_campaign`. */
                campaign: string | null;
                /** @description Of `utm_term`. */
                term: string | null;
                /** @description Of `utm_content`. */
                content: string | null;
                /** @description Of `utm_id`. */
                id: string | null;
            };
            /** @description The click id of an ad or a link; `null` where there was none, and with `Sec-GPC` or `DNT`. */
            click_id: {
                /** @description The name of the parameter, such as `gclid`. */
                type: string;
                /** @description The whole value. */
                value: string;
            } | null;
            /** @description Such as `Google`, `news` or `Direct`; fixed when the session is opened. */
            source: string | null;
            /**
             * @description The kind of source, by the rules of GA4's channel groups.
             * @enum {string|null}
             */
            channel: "Direct" | "Organic Search" | "Paid Search" | "Organic Social" | "Paid Social" | "Email" | "AI" | "Display" | "Affiliates" | "Referral" | "Other" | null;
            /** @description What is known of the device; the rest is `null`. */
            device: {
                /** @description Such as `desktop`, `mobile` or `tablet`, in lower case. */
                type: string | null;
                /** @description The operating system. */
                os: {
                    /** @description Such as `macOS`. */
                    name: string | null;
                    /** @description `null` where the browser tells a frozen one. */
                    version: string | null;
                };
                /** @description The screen. */
                screen_size: {
                    /** @description In CSS pixels. */
                    width: number;
                    /** @description In CSS pixels. */
                    height: number;
                } | null;
                /** @description Device pixels in a CSS pixel. */
                pixel_ratio: number | null;
                /** @description As the browser names it, such as `landscape-primary`. */
                orientation: string | null;
                /** @description In GiB, as the browser rounds it. */
                memory: number | null;
                /** @description Logical processors. */
                cpu_cores: number | null;
                /** @description Whether the screen takes touches. */
                touch_support: boolean | null;
            };
            /** @description What is known of the browser; the rest is `null`. */
            browser: {
                /** @description Such as `Firefox`. */
                name: string | null;
                /** @description As told. */
                version: string | null;
                /** @description One BCP 47 tag, such as `de-DE`. */
                language: string | null;
            };
            /** @description Where the visitor is; what is not known is `null`. */
            location: {
                /** @description Two letters of ISO 3166-1, such as `DE`. */
                country: string | null;
                /** @description A state or province. */
                region: string | null;
                /** @description A city. */
                city: string | null;
                /** @description An IANA name, such as `Europe/Berlin`. */
                timezone: string | null;
            };
            /** @description What the visitor agreed to, as told; at most 4 KiB as JSON. */
            consent: {
                [key: string]: unknown;
            };
            /** @description The caller's own data, at most 4 KiB as JSON. */
            custom_data: {
                [key: string]: unknown;
            };
            /** @description Bots are kept and marked; reports leave them out. */
            is_bot: boolean;
            /** @description `user_agent`, `no_user_agent` or `bot_management`; `null` if it is no bot. */
            bot_reason: string | null;
            /**
             * Format: uuid
             * @description The session before this one.
             */
            previous_session_id: string | null;
            /** @description How often the visitor went and came back. */
            reopened_count: number;
            /** @description Seconds (not ms) until `expires_at`; 0 once ended. */
            ttl: number;
            /** @description Where to read it, at the host that was asked. */
            session_url: string;
            /** @description Of any number of creates with one id, exactly one is told `true`. */
            is_new_session: boolean;
            /** @description Whether the session had ended and goes on. */
            reopened: boolean;
        };
        /** @description 403: The origin of the page is not one of the site's `allowed_origins`. */
        OriginNotAllowed: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "origin_not_allowed";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description All reports of a period in one answer. */
        Overview: {
            summary: components["schemas"]["Summary"];
            timeseries: components["schemas"]["Timeseries"];
            /** @description By name: `channel`, `source`, `entry_page`, `exit_page`, `country`, `device_type`, `browser`, `os`. */
            breakdowns: {
                [key: string]: components["schemas"]["Breakdown"];
            };
        };
        /** @description 413: The body has more than 64 KiB. */
        PayloadTooLarge: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "payload_too_large";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description 429: More calls than the limits of rate allow. With `Retry-After`. */
        RateLimited: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "rate_limited";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description A session as it is now. */
        ReadSession: {
            /**
             * Format: uuid
             * @description The session.
             */
            session_id: string;
            /**
             * Format: uuid
             * @description The site.
             */
            site_id: string;
            /**
             * Format: uuid
             * @description The visitor: one browser, or person, on the site.
             */
            visitor_id: string;
            /** @description As it was given; `null` with `Sec-GPC` or `DNT`. */
            fingerprint: string | null;
            /**
             * Format: uuid
             * @description Who the visitor is; `null` while nobody is known.
             */
            lead_id: string | null;
            /** @description When the visitor was identified in this session. In ms since the Unix epoch. */
            identified_at: number | null;
            /**
             * @description `ended` once it has ended, be it resumable or final.
             * @enum {string}
             */
            status: "active" | "ended";
            /** @description When it began. In ms since the Unix epoch. */
            started_at: number;
            /** @description The last that was heard of the visitor. In ms since the Unix epoch. */
            last_activity_at: number;
            /** @description When it ends, or once ended when it becomes final, if nothing more is heard. In ms since the Unix epoch. */
            expires_at: number;
            /** @description When it ended; after the idle timeout, the last activity. In ms since the Unix epoch. */
            ended_at: number | null;
            /** @description The same as `ended_at`. In ms since the Unix epoch. */
            closed_at: number | null;
            /**
             * @description Who ended it: a message, the idle timeout, or the maximum length of 24 hours.
             * @enum {string|null}
             */
            ended_by: "client" | "idle" | "max_length" | null;
            /**
             * @description As the end said; else `exit` if engaged, `bounce` if not, `timeout` if no end came.
             * @enum {string|null}
             */
            exit_type: "exit" | "bounce" | "timeout" | null;
            /** @description The address that the end told, in at most 2,048 characters. */
            exit_url: string | null;
            /** @description Until then it can be reopened; in the past when it is final; `null` while it is active. In ms since the Unix epoch. */
            resumable_until: number | null;
            /** @description How long it has lasted, at most from `started_at` to `ended_at`. In ms. */
            duration: number;
            /** @description How long a page of it was in the foreground, at most `duration`. In ms. */
            active_time: number;
            /** @description `duration` less `active_time`. In ms. */
            idle_time: number;
            /** @description Pages viewed, in all. */
            page_views: number;
            /** @description 10 s of active time, or two page views, or identified. */
            engaged: boolean;
            /** @description The first page, in at most 2,048 characters. */
            landing_url: string | null;
            /** @description The path of `landing_url`. */
            landing_path: string | null;
            /** @description The page of the newest message about it. */
            current_url: string | null;
            /** @description Where the visitor came from; `null` for a direct visit. */
            referrer: string | null;
            /** @description The host of `referrer`, without port and `www.`. */
            referrer_host: string | null;
            /** @description Whether `referrer` is the site itself, which is never a source. */
            referrer_is_internal: boolean;
            /** @description The campaign, in at most 256 characters each. */
            utm_params: {
                /** @description Of `utm_source`; `null` where none was told. */
                source: string | null;
                /** @description Of `utm_medium`. */
                medium: string | null;
                /** @description Of `utm_campaign`. */
                campaign: string | null;
                /** @description Of `utm_term`. */
                term: string | null;
                /** @description Of `utm_content`. */
                content: string | null;
                /** @description Of `utm_id`. */
                id: string | null;
            };
            /** @description The click id of an ad or a link; `null` where there was none, and with `Sec-GPC` or `DNT`. */
            click_id: {
                /** @description The name of the parameter, such as `gclid`. */
                type: string;
                /** @description The whole value. */
                value: string;
            } | null;
            /** @description Such as `Google`, `news` or `Direct`; fixed when the session is opened. */
            source: string | null;
            /**
             * @description The kind of source, by the rules of GA4's channel groups.
             * @enum {string|null}
             */
            channel: "Direct" | "Organic Search" | "Paid Search" | "Organic Social" | "Paid Social" | "Email" | "AI" | "Display" | "Affiliates" | "Referral" | "Other" | null;
            /** @description What is known of the device; the rest is `null`. */
            device: {
                /** @description Such as `desktop`, `mobile` or `tablet`, in lower case. */
                type: string | null;
                /** @description The operating system. */
                os: {
                    /** @description Such as `macOS`. */
                    name: string | null;
                    /** @description `null` where the browser tells a frozen one. */
                    version: string | null;
                };
                /** @description The screen. */
                screen_size: {
                    /** @description In CSS pixels. */
                    width: number;
                    /** @description In CSS pixels. */
                    height: number;
                } | null;
                /** @description Device pixels in a CSS pixel. */
                pixel_ratio: number | null;
                /** @description As the browser names it, such as `landscape-primary`. */
                orientation: string | null;
                /** @description In GiB, as the browser rounds it. */
                memory: number | null;
                /** @description Logical processors. */
                cpu_cores: number | null;
                /** @description Whether the screen takes touches. */
                touch_support: boolean | null;
            };
            /** @description What is known of the browser; the rest is `null`. */
            browser: {
                /** @description Such as `Firefox`. */
                name: string | null;
                /** @description As told. */
                version: string | null;
                /** @description One BCP 47 tag, such as `de-DE`. */
                language: string | null;
            };
            /** @description Where the visitor is; what is not known is `null`. */
            location: {
                /** @description Two letters of ISO 3166-1, such as `DE`. */
                country: string | null;
                /** @description A state or province. */
                region: string | null;
                /** @description A city. */
                city: string | null;
                /** @description An IANA name, such as `Europe/Berlin`. */
                timezone: string | null;
            };
            /** @description What the visitor agreed to, as told; at most 4 KiB as JSON. */
            consent: {
                [key: string]: unknown;
            };
            /** @description The caller's own data, at most 4 KiB as JSON. */
            custom_data: {
                [key: string]: unknown;
            };
            /** @description Bots are kept and marked; reports leave them out. */
            is_bot: boolean;
            /** @description `user_agent`, `no_user_agent` or `bot_management`; `null` if it is no bot. */
            bot_reason: string | null;
            /**
             * Format: uuid
             * @description The session before this one.
             */
            previous_session_id: string | null;
            /** @description How often the visitor went and came back. */
            reopened_count: number;
            /** @description Seconds (not ms) until `expires_at`; 0 once ended. */
            ttl: number;
            /** @description Where to read it, at the host that was asked. */
            session_url: string;
            /** @description The first 50 pages that the session has seen, each once. For callers with a key only. */
            pages?: {
                /** @description In at most 256 characters. */
                path: string;
                /** @description When it was first seen. In ms since the Unix epoch. */
                at: number;
            }[];
            /** @description Who the visitor is, or `null`. For callers with a key only. */
            lead?: components["schemas"]["LeadOfSession"] | null;
        };
        /** @description A key that was revoked. */
        RevokedKey: {
            /**
             * Format: uuid
             * @description The key.
             */
            key_id: string;
            /**
             * @description It is refused everywhere within 60 s.
             * @constant
             */
            deleted: true;
        };
        /** @description A share link that was revoked. */
        RevokedShare: {
            /**
             * Format: uuid
             * @description The share link.
             */
            share_id: string;
            /**
             * @description It shows nothing any more.
             * @constant
             */
            deleted: true;
        };
        /** @description What there is. */
        Routes: {
            /** @description The name of the service. */
            name: string;
            /** @description What it does. */
            description: string;
            /** @description Every route there is. */
            routes: {
                /**
                 * @description Of HTTP.
                 * @enum {string}
                 */
                method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                /** @description With `{name}` for each parameter. */
                path: string;
                /** @description What it does, in one sentence. */
                does: string;
            }[];
            /** @description Where this is described, for people; `/openapi.json` is for programs. */
            documentation: string;
        };
        /** @description A session. What is not known is `null`. */
        Session: {
            /**
             * Format: uuid
             * @description The session.
             */
            session_id: string;
            /**
             * Format: uuid
             * @description The site.
             */
            site_id: string;
            /**
             * Format: uuid
             * @description The visitor: one browser, or person, on the site.
             */
            visitor_id: string;
            /** @description As it was given; `null` with `Sec-GPC` or `DNT`. */
            fingerprint: string | null;
            /**
             * Format: uuid
             * @description Who the visitor is; `null` while nobody is known.
             */
            lead_id: string | null;
            /** @description When the visitor was identified in this session. In ms since the Unix epoch. */
            identified_at: number | null;
            /**
             * @description `ended` once it has ended, be it resumable or final.
             * @enum {string}
             */
            status: "active" | "ended";
            /** @description When it began. In ms since the Unix epoch. */
            started_at: number;
            /** @description The last that was heard of the visitor. In ms since the Unix epoch. */
            last_activity_at: number;
            /** @description When it ends, or once ended when it becomes final, if nothing more is heard. In ms since the Unix epoch. */
            expires_at: number;
            /** @description When it ended; after the idle timeout, the last activity. In ms since the Unix epoch. */
            ended_at: number | null;
            /** @description The same as `ended_at`. In ms since the Unix epoch. */
            closed_at: number | null;
            /**
             * @description Who ended it: a message, the idle timeout, or the maximum length of 24 hours.
             * @enum {string|null}
             */
            ended_by: "client" | "idle" | "max_length" | null;
            /**
             * @description As the end said; else `exit` if engaged, `bounce` if not, `timeout` if no end came.
             * @enum {string|null}
             */
            exit_type: "exit" | "bounce" | "timeout" | null;
            /** @description The address that the end told, in at most 2,048 characters. */
            exit_url: string | null;
            /** @description Until then it can be reopened; in the past when it is final; `null` while it is active. In ms since the Unix epoch. */
            resumable_until: number | null;
            /** @description How long it has lasted, at most from `started_at` to `ended_at`. In ms. */
            duration: number;
            /** @description How long a page of it was in the foreground, at most `duration`. In ms. */
            active_time: number;
            /** @description `duration` less `active_time`. In ms. */
            idle_time: number;
            /** @description Pages viewed, in all. */
            page_views: number;
            /** @description 10 s of active time, or two page views, or identified. */
            engaged: boolean;
            /** @description The first page, in at most 2,048 characters. */
            landing_url: string | null;
            /** @description The path of `landing_url`. */
            landing_path: string | null;
            /** @description The page of the newest message about it. */
            current_url: string | null;
            /** @description Where the visitor came from; `null` for a direct visit. */
            referrer: string | null;
            /** @description The host of `referrer`, without port and `www.`. */
            referrer_host: string | null;
            /** @description Whether `referrer` is the site itself, which is never a source. */
            referrer_is_internal: boolean;
            /** @description The campaign, in at most 256 characters each. */
            utm_params: {
                /** @description Of `utm_source`; `null` where none was told. */
                source: string | null;
                /** @description Of `utm_medium`. */
                medium: string | null;
                /** @description Of `utm_campaign`. */
                campaign: string | null;
                /** @description Of `utm_term`. */
                term: string | null;
                /** @description Of `utm_content`. */
                content: string | null;
                /** @description Of `utm_id`. */
                id: string | null;
            };
            /** @description The click id of an ad or a link; `null` where there was none, and with `Sec-GPC` or `DNT`. */
            click_id: {
                /** @description The name of the parameter, such as `gclid`. */
                type: string;
                /** @description The whole value. */
                value: string;
            } | null;
            /** @description Such as `Google`, `news` or `Direct`; fixed when the session is opened. */
            source: string | null;
            /**
             * @description The kind of source, by the rules of GA4's channel groups.
             * @enum {string|null}
             */
            channel: "Direct" | "Organic Search" | "Paid Search" | "Organic Social" | "Paid Social" | "Email" | "AI" | "Display" | "Affiliates" | "Referral" | "Other" | null;
            /** @description What is known of the device; the rest is `null`. */
            device: {
                /** @description Such as `desktop`, `mobile` or `tablet`, in lower case. */
                type: string | null;
                /** @description The operating system. */
                os: {
                    /** @description Such as `macOS`. */
                    name: string | null;
                    /** @description `null` where the browser tells a frozen one. */
                    version: string | null;
                };
                /** @description The screen. */
                screen_size: {
                    /** @description In CSS pixels. */
                    width: number;
                    /** @description In CSS pixels. */
                    height: number;
                } | null;
                /** @description Device pixels in a CSS pixel. */
                pixel_ratio: number | null;
                /** @description As the browser names it, such as `landscape-primary`. */
                orientation: string | null;
                /** @description In GiB, as the browser rounds it. */
                memory: number | null;
                /** @description Logical processors. */
                cpu_cores: number | null;
                /** @description Whether the screen takes touches. */
                touch_support: boolean | null;
            };
            /** @description What is known of the browser; the rest is `null`. */
            browser: {
                /** @description Such as `Firefox`. */
                name: string | null;
                /** @description As told. */
                version: string | null;
                /** @description One BCP 47 tag, such as `de-DE`. */
                language: string | null;
            };
            /** @description Where the visitor is; what is not known is `null`. */
            location: {
                /** @description Two letters of ISO 3166-1, such as `DE`. */
                country: string | null;
                /** @description A state or province. */
                region: string | null;
                /** @description A city. */
                city: string | null;
                /** @description An IANA name, such as `Europe/Berlin`. */
                timezone: string | null;
            };
            /** @description What the visitor agreed to, as told; at most 4 KiB as JSON. */
            consent: {
                [key: string]: unknown;
            };
            /** @description The caller's own data, at most 4 KiB as JSON. */
            custom_data: {
                [key: string]: unknown;
            };
            /** @description Bots are kept and marked; reports leave them out. */
            is_bot: boolean;
            /** @description `user_agent`, `no_user_agent` or `bot_management`; `null` if it is no bot. */
            bot_reason: string | null;
            /**
             * Format: uuid
             * @description The session before this one.
             */
            previous_session_id: string | null;
            /** @description How often the visitor went and came back. */
            reopened_count: number;
            /** @description Seconds (not ms) until `expires_at`; 0 once ended. */
            ttl: number;
            /** @description Where to read it, at the host that was asked. */
            session_url: string;
        };
        /** @description 409: The id belongs to a session of another site. */
        SessionConflict: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "session_conflict";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description 409: An update for a session that has ended, and that does not tell of the time before. */
        SessionEnded: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "session_ended";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: {
                    /** @description When it ended. In ms since the Unix epoch. */
                    ended_at: number;
                    /**
                     * @description How it ended.
                     * @enum {string}
                     */
                    exit_type: "exit" | "bounce" | "timeout";
                    /** @description Until then a create with its id reopens it. In ms since the Unix epoch. */
                    resumable_until: number;
                };
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description A page of sessions, and how many there are. */
        SessionList: {
            /** @description The newest first. */
            sessions: components["schemas"]["ListedSession"][];
            /** @description Give it as `after` to get the next page; `null` on the last page. */
            next: string | null;
            /** @description How many there are on all pages. With `total=true` only. */
            total?: number;
        };
        /** @description 404: The site has no such session, or it was erased. */
        SessionNotFound: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "session_not_found";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description A share link, without its token. */
        Share: {
            /**
             * Format: uuid
             * @description The share link, for lists and revocation.
             */
            share_id: string;
            /** @description At most 128 characters. */
            name: string;
            /** @description When it was made. In ms since the Unix epoch. */
            created_at: number;
        };
        /** @description The share links of a site. */
        ShareList: {
            /** @description The oldest first; at most 20. */
            shares: components["schemas"]["Share"][];
        };
        /** @description 404: The site has no such share link, or it was revoked. */
        ShareNotFound: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "share_not_found";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description The end of a sign-in. */
        SignedOut: {
            /**
             * @description The cookie is cleared, and a copy of it is worth nothing.
             * @constant
             */
            signed_out: true;
        };
        /** @description A site with its settings. */
        Site: {
            /**
             * Format: uuid
             * @description The site.
             */
            site_id: string;
            /** @description At most 128 characters. */
            name: string;
            /** @description The origins whose pages may call without a key. */
            allowed_origins: string[];
            /** @description Without activity for this long a session ends. In ms. */
            idle_timeout_ms: number;
            /** @description Whether `Sec-GPC: 1` and `DNT: 1` are honoured. */
            respect_gpc: boolean;
            /**
             * @description What is kept of the queries and fragments of addresses.
             * @enum {string}
             */
            url_query: "safe" | "marketing" | "all" | "none";
            /** @description Sessions that started longer ago, in days, are deleted. */
            retention_days: number;
            /** @description An IANA name: in which days, weeks and months begin. */
            timezone: string;
            /** @description In which a proxy of the site sends the address of the visitor. */
            proxy_address_header: string | null;
            /** @description In which a proxy of the site sends the country of the visitor. */
            proxy_country_header: string | null;
            /** @description When it was made. In ms since the Unix epoch. */
            created_at: number;
            /** @description When it was last changed. In ms since the Unix epoch. */
            updated_at: number;
        };
        /** @description A page of sites. */
        SiteList: {
            /** @description In the order of their ids. */
            sites: components["schemas"]["Site"][];
            /**
             * Format: uuid
             * @description Give it as `after` to get the next page; `null` on the last page.
             */
            next: string | null;
        };
        /** @description 404: There is no such site, or it was deleted. */
        SiteNotFound: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "site_not_found";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description The numbers of a period, and of one to compare it with. */
        Summary: {
            /** @description The period begins; it is in it. In ms since the Unix epoch. */
            from: number;
            /** @description The period ends; it is not in it. In ms since the Unix epoch. */
            to: number;
            /** @description The IANA name of the time zone. */
            tz: string;
            /** @description Those that started in the period and match the filters. */
            sessions: number;
            /** @description Distinct visitors among them, exact. */
            visitors: number;
            /** @description Visitors whose first session at the site is among them. */
            new_visitors: number;
            /** @description The sum of their page views. */
            page_views: number;
            /** @description Engaged sessions. */
            engaged: number;
            /** @description Sessions that ended and were not engaged. */
            bounced: number;
            /** @description Sessions with a lead. */
            identified: number;
            /** @description Engaged sessions among all. A fraction of 1; `null` where nothing was counted. */
            engagement_rate: number | null;
            /** @description Bounced sessions among the ended ones. A fraction of 1; `null` where nothing was counted. */
            bounce_rate: number | null;
            /** @description Sessions with a lead among all. A fraction of 1; `null` where nothing was counted. */
            conversion_rate: number | null;
            /** @description Leads made in the period, whatever the filters. */
            new_leads: number;
            /** @description How long ended sessions lasted. */
            duration: {
                /** @description In ms; `null` where no session has ended. */
                mean: number | null;
                /** @description In ms; `null` where no session has ended. */
                median: number | null;
            };
            /** @description How long pages of ended sessions were in the foreground. */
            active_time: {
                /** @description In ms; `null` where no session has ended. */
                mean: number | null;
                /** @description In ms; `null` where no session has ended. */
                median: number | null;
            };
            /** @description The same of the other period; `null` with `compare=none`. */
            compare: components["schemas"]["Numbers"] | null;
        };
        /** @description A follow-up to do for a lead. */
        Task: {
            /**
             * Format: uuid
             * @description The task.
             */
            task_id: string;
            /**
             * Format: uuid
             * @description The site.
             */
            site_id: string;
            /**
             * Format: uuid
             * @description For whom.
             */
            lead_id: string;
            /**
             * Format: uuid
             * @description The session in which the lead was identified.
             */
            session_id: string;
            /**
             * @description The API sets `pending`; your servers set the others.
             * @enum {string}
             */
            status: "pending" | "in_progress" | "completed" | "failed";
            /** @description When it was made. In ms since the Unix epoch. */
            created_at: number;
        };
        /** @description A page of tasks. */
        TaskList: {
            /** @description The newest first. */
            tasks: components["schemas"]["Task"][];
            /** @description Give it as `after` to get the next page; `null` on the last page. */
            next: string | null;
        };
        /** @description 404: The site has no such task; it may be that of another site. */
        TaskNotFound: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "task_not_found";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description The numbers of each interval of a period. */
        Timeseries: {
            /**
             * @description How long each interval is.
             * @enum {string}
             */
            interval: "hour" | "day" | "week" | "month";
            /** @description One for each interval, in order, of empty ones too. */
            points: {
                /** @description The interval begins. The first may begin before `from`, and counts from `from`. In ms since the Unix epoch. */
                at: number;
                /** @description Those that started in the period and match the filters. */
                sessions: number;
                /** @description Distinct visitors among them, exact. */
                visitors: number;
                /** @description Visitors whose first session at the site is among them. */
                new_visitors: number;
                /** @description The sum of their page views. */
                page_views: number;
                /** @description Engaged sessions. */
                engaged: number;
                /** @description Sessions that ended and were not engaged. */
                bounced: number;
                /** @description Sessions with a lead. */
                identified: number;
            }[];
        };
        /** @description 401: The key is wrong, or one is needed, or there is neither a key nor an origin. */
        Unauthorized: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "unauthorized";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description 503: An object is overloaded, or D1 is needed and down. With `Retry-After`. */
        Unavailable: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "unavailable";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description 415: The body is of a type that is not taken. */
        UnsupportedMediaType: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "unsupported_media_type";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description 400: A field or a parameter is missing, or is not what it may be. */
        ValidationFailed: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "validation_failed";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: {
                    /** @description What is wrong, the first 20. */
                    issues: {
                        /** @description The field, with dots between its parts; empty where it is about the whole. */
                        path: string;
                        /** @description What to give. */
                        message: string;
                    }[];
                };
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description What is known of a visitor. */
        Visitor: {
            /**
             * Format: uuid
             * @description The visitor: one browser, or person, on the site.
             */
            visitor_id: string;
            /**
             * Format: uuid
             * @description The site.
             */
            site_id: string;
            /** @description When the first session began. In ms since the Unix epoch. */
            first_seen_at: number;
            /** @description The last activity that D1 knows of. In ms since the Unix epoch. */
            last_seen_at: number;
            /** @description How many D1 has, those of bots too. */
            sessions: number;
            /** @description Sums over the visitor's sessions. */
            totals: {
                /** @description Over all sessions. */
                page_views: number;
                /** @description Over all sessions. In ms. */
                duration: number;
                /** @description Over all sessions. In ms. */
                active_time: number;
            };
            /** @description The lead that the next session gets, or `null`. */
            lead: components["schemas"]["Lead"] | null;
        };
        /** @description 404: The site has no session of such a visitor. */
        VisitorNotFound: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "visitor_not_found";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
        /** @description 403: The key belongs to another site. */
        WrongSite: {
            /**
             * @description It failed.
             * @constant
             */
            success: false;
            /** @description What failed. */
            error: {
                /**
                 * @description What failed. It never changes.
                 * @constant
                 */
                code: "wrong_site";
                /** @description What to do about it, for people. It may change. */
                message: string;
                /** @description More for programs. */
                details: Record<string, unknown>;
                /** @description That of `X-Request-Id`; name it when you report a fault. */
                request_id: string;
            };
        };
    };
    responses: {
        /** @description `invalid_json`, `validation_failed` */
        InvalidJsonOrValidationFailedToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidJson"] | components["schemas"]["ValidationFailed"];
            };
        };
        /** @description `unauthorized` */
        UnauthorizedToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Unauthorized"];
            };
        };
        /** @description `origin_not_allowed`, `wrong_site`, `forbidden` */
        OriginNotAllowedOrWrongSiteOrForbiddenToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OriginNotAllowed"] | components["schemas"]["WrongSite"] | components["schemas"]["Forbidden"];
            };
        };
        /** @description `site_not_found` */
        SiteNotFoundToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SiteNotFound"];
            };
        };
        /** @description `session_conflict` */
        SessionConflictToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionConflict"];
            };
        };
        /** @description `payload_too_large` */
        PayloadTooLargeToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["PayloadTooLarge"];
            };
        };
        /** @description `unsupported_media_type` */
        UnsupportedMediaTypeToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UnsupportedMediaType"];
            };
        };
        /** @description `rate_limited` */
        RateLimitedToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["RateLimited"];
            };
        };
        /** @description `internal` */
        InternalToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Internal"];
            };
        };
        /** @description `unavailable` */
        UnavailableToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Unavailable"];
            };
        };
        /** @description `validation_failed` */
        ValidationFailedToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationFailed"];
            };
        };
        /** @description `origin_not_allowed`, `wrong_site` */
        OriginNotAllowedOrWrongSiteToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OriginNotAllowed"] | components["schemas"]["WrongSite"];
            };
        };
        /** @description `session_not_found`, `site_not_found` */
        SessionNotFoundOrSiteNotFoundToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionNotFound"] | components["schemas"]["SiteNotFound"];
            };
        };
        /** @description `session_ended` */
        SessionEndedToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionEnded"];
            };
        };
        /** @description `session_not_found`, `site_not_found`, `lead_not_found` */
        SessionNotFoundOrSiteNotFoundOrLeadNotFoundToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionNotFound"] | components["schemas"]["SiteNotFound"] | components["schemas"]["LeadNotFound"];
            };
        };
        /** @description `lead_conflict` */
        LeadConflictToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["LeadConflict"];
            };
        };
        /** @description `validation_failed` */
        ValidationFailed: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationFailed"];
            };
        };
        /** @description `unauthorized` */
        Unauthorized: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Unauthorized"];
            };
        };
        /** @description `origin_not_allowed`, `wrong_site`, `forbidden` */
        OriginNotAllowedOrWrongSiteOrForbidden: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OriginNotAllowed"] | components["schemas"]["WrongSite"] | components["schemas"]["Forbidden"];
            };
        };
        /** @description `session_not_found`, `site_not_found` */
        SessionNotFoundOrSiteNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SessionNotFound"] | components["schemas"]["SiteNotFound"];
            };
        };
        /** @description `rate_limited` */
        RateLimited: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["RateLimited"];
            };
        };
        /** @description `internal` */
        Internal: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Internal"];
            };
        };
        /** @description `unavailable` */
        Unavailable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Unavailable"];
            };
        };
        /** @description `site_not_found` */
        SiteNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SiteNotFound"];
            };
        };
        /** @description `site_not_found`, `visitor_not_found` */
        SiteNotFoundOrVisitorNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SiteNotFound"] | components["schemas"]["VisitorNotFound"];
            };
        };
        /** @description `site_not_found`, `lead_not_found` */
        SiteNotFoundOrLeadNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SiteNotFound"] | components["schemas"]["LeadNotFound"];
            };
        };
        /** @description `invalid_json`, `validation_failed` */
        InvalidJsonOrValidationFailed: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidJson"] | components["schemas"]["ValidationFailed"];
            };
        };
        /** @description `payload_too_large` */
        PayloadTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["PayloadTooLarge"];
            };
        };
        /** @description `unsupported_media_type` */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UnsupportedMediaType"];
            };
        };
        /** @description `site_not_found`, `task_not_found` */
        SiteNotFoundOrTaskNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SiteNotFound"] | components["schemas"]["TaskNotFound"];
            };
        };
        /** @description `forbidden` */
        Forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Forbidden"];
            };
        };
        /** @description `key_not_found` */
        KeyNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["KeyNotFound"];
            };
        };
        /** @description `site_not_found`, `share_not_found` */
        SiteNotFoundOrShareNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SiteNotFound"] | components["schemas"]["ShareNotFound"];
            };
        };
        /** @description `origin_not_allowed` */
        OriginNotAllowed: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OriginNotAllowed"];
            };
        };
        /** @description `not_found`: There is no such path. */
        AnyOtherPath: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["NotFound"];
            };
        };
        /** @description `not_found`: There is no such path. */
        AnyOtherPathToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["NotFound"];
            };
        };
        /** @description `method_not_allowed`: The path takes other methods. */
        AnyOtherMethod: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                /** @description The methods of the path in the document, in the order of the alphabet. */
                Allow: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["MethodNotAllowed"];
            };
        };
        /** @description `method_not_allowed`: The path takes other methods. */
        AnyOtherMethodToPages: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Vary: components["headers"]["Vary"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers"];
                /** @description The methods of the path in the document, in the order of the alphabet. */
                Allow: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["MethodNotAllowed"];
            };
        };
        /** @description 204, to `OPTIONS` for any path below `/api/visitors/session`, from any origin. It has no body. */
        Preflight: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                /** @description What the answer depends on. */
                Vary: "Origin, Access-Control-Request-Headers";
                /** @description What a page may send. */
                "Access-Control-Allow-Methods": "GET,POST,PUT,OPTIONS";
                /** @description What a page may send along. */
                "Access-Control-Allow-Headers": "content-type,authorization,x-api-key,x-sa-api-key,x-request-id,x-requested-with";
                /** @description For how many seconds a browser need not ask again. */
                "Access-Control-Max-Age": "86400";
                [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: {
        /**
         * @description `active` or `ended`. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`.
         */
        status: "active" | "ended" | "!active" | "!ended" | (string & {});
        /**
         * @description `true` or `false`: 10 s of active time, or two page views, or identified. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`.
         */
        engaged: boolean | ("true" | "false" | "!true" | "!false" | (string & {}));
        /**
         * @description `true` or `false`: with a lead. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`.
         */
        identified: boolean | ("true" | "false" | "!true" | "!false" | (string & {}));
        /**
         * @description `exit`, `bounce` or `timeout`; missing while a session is active. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        exit_type: "exit" | "bounce" | "timeout" | "null" | "!exit" | "!bounce" | "!timeout" | "!null" | (string & {});
        /**
         * @description `client`, `idle` or `max_length`; missing while a session is active. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        ended_by: "client" | "idle" | "max_length" | "null" | "!client" | "!idle" | "!max_length" | "!null" | (string & {});
        /**
         * @description `true` or `false`; `true,false` is all.
         *
         *     Also a list `a,b`, negated `!a`.
         */
        is_bot: boolean | ("true" | "false" | "!true" | "!false" | (string & {}));
        /**
         * @description UUIDs, whole ones. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`.
         */
        visitor_id: string;
        /**
         * @description UUIDs, whole ones. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, missing `null`.
         */
        lead_id: string;
        /**
         * @description Two letters of ISO 3166-1. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        country: string;
        /**
         * @description A state or province. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        region: string;
        /**
         * @description A city. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        city: string;
        /**
         * @description Such as `mobile`. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        device_type: string;
        /**
         * @description A name, such as `macOS`. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        os: string;
        /**
         * @description A name, such as `Firefox`. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        browser: string;
        /**
         * @description A BCP 47 tag. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        language: string;
        /**
         * @description Such as `Google` or `news`, in any case. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        source: string;
        /**
         * @description A host, without `www.`. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        referrer_host: string;
        /**
         * @description In any case. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        utm_source: string;
        /**
         * @description In any case. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        utm_medium: string;
        /**
         * @description In any case. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        utm_campaign: string;
        /**
         * @description In any case. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        utm_term: string;
        /**
         * @description In any case. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        utm_content: string;
        /**
         * @description The path of the landing page. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        entry_page: string;
        /**
         * @description The path of the last page. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        exit_page: string;
        /**
         * @description `true` or `false`: the first session of its visitor at the site. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`.
         */
        new_visitor: boolean | ("true" | "false" | "!true" | "!false" | (string & {}));
        /** @description Only sessions with at least so many page views. Absent: all. */
        min_page_views: number;
        /** @description Only sessions that lasted at least so long, in ms. Absent: all. */
        min_duration: number;
        /**
         * @description The site. Needed with `ADMIN_KEY` only: a key is of one site. Absent: the site of the key.
         * @example 5eed0000-0000-4000-8000-000000000001
         */
        site_id: string;
        /** @description The period begins: ms since the Unix epoch, or a date such as `2026-11-01`, which is its midnight in `tz`. Absent: `period`. */
        from: number | string;
        /** @description The period ends, and this is not in it: as `from`, and later. Absent: now. */
        to: number | string;
        /** @description The IANA name of the time zone in which days, weeks (from Monday) and months begin. Absent: that of the site. */
        tz: string;
        /**
         * @description How many, at most.
         * @example 10
         */
        limit: number;
        /** @description The `next` of the page before. Absent: from the newest on. */
        after: string;
        /**
         * @description Such as `Organic Search`, in any case. Absent: all.
         *
         *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
         */
        channel: "Direct" | "Organic Search" | "Paid Search" | "Organic Social" | "Paid Social" | "Email" | "AI" | "Display" | "Affiliates" | "Referral" | "Other" | "null" | "!Direct" | "!Organic Search" | "!Paid Search" | "!Organic Social" | "!Paid Social" | "!Email" | "!AI" | "!Display" | "!Affiliates" | "!Referral" | "!Other" | "!null" | (string & {});
        /**
         * @description Instead of `from` and `to`: whole days or months, the present one among them. Absent: `from` and `to`, else `30d`.
         * @example 7d
         */
        period: "today" | "yesterday" | "7d" | "30d" | "90d" | "month" | "12mo";
    };
    requestBodies: never;
    headers: {
        /** @description The id of the request: the caller's own `X-Request-Id`, if it is at most 64 letters, digits, `_`, `-` or `=`. */
        "X-Request-Id": string;
        /** @description Answers hold personal data. */
        "Cache-Control": "no-store";
        /** @description In how many seconds to try again. */
        "Retry-After": string;
        /** @description How a key is shown. */
        "WWW-Authenticate": "Bearer";
        /** @description The answer names the origin of the page. */
        Vary: "Origin";
        /** @description The `Origin` of the request, where it has one: the page may read the answer. */
        "Access-Control-Allow-Origin": string;
        /** @description Where the request has an `Origin`; a beacon with a JSON Blob is sent with credentials. No cookie is read. */
        "Access-Control-Allow-Credentials": "true";
        /** @description What the page may read, where the request has an `Origin`. */
        "Access-Control-Expose-Headers": "x-request-id,retry-after";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getSession: {
        parameters: {
            query: {
                /**
                 * @description The session.
                 * @example 01a20a16-7c9d-7b52-9a51-0c6f1d2e3f40
                 */
                session_id: string;
                /**
                 * @description Its site.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["ReadSession"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailedToPages"];
            401: components["responses"]["UnauthorizedToPages"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteToPages"];
            404: components["responses"]["SessionNotFoundOrSiteNotFoundToPages"];
            429: components["responses"]["RateLimitedToPages"];
            500: components["responses"]["InternalToPages"];
            503: components["responses"]["UnavailableToPages"];
        };
    };
    updateSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One JSON object of at most 64 KiB and 16 levels. Unknown fields are ignored. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSessionBody"];
                "text/plain": string;
                "application/x-www-form-urlencoded": components["schemas"]["UpdateSessionBody"];
            };
        };
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Session"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["InvalidJsonOrValidationFailedToPages"];
            401: components["responses"]["UnauthorizedToPages"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbiddenToPages"];
            404: components["responses"]["SessionNotFoundOrSiteNotFoundToPages"];
            409: components["responses"]["SessionEndedToPages"];
            413: components["responses"]["PayloadTooLargeToPages"];
            415: components["responses"]["UnsupportedMediaTypeToPages"];
            429: components["responses"]["RateLimitedToPages"];
            500: components["responses"]["InternalToPages"];
            503: components["responses"]["UnavailableToPages"];
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One JSON object of at most 64 KiB and 16 levels. Unknown fields are ignored. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSessionBody"];
                "text/plain": string;
                "application/x-www-form-urlencoded": components["schemas"]["CreateSessionBody"];
            };
        };
        responses: {
            /** @description A session that there was: resumed, or reopened (`reopened: true`). */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["OpenedSession"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            /** @description A new session. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["OpenedSession"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["InvalidJsonOrValidationFailedToPages"];
            401: components["responses"]["UnauthorizedToPages"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbiddenToPages"];
            404: components["responses"]["SiteNotFoundToPages"];
            409: components["responses"]["SessionConflictToPages"];
            413: components["responses"]["PayloadTooLargeToPages"];
            415: components["responses"]["UnsupportedMediaTypeToPages"];
            429: components["responses"]["RateLimitedToPages"];
            500: components["responses"]["InternalToPages"];
            503: components["responses"]["UnavailableToPages"];
        };
    };
    eraseSession: {
        parameters: {
            query: {
                /**
                 * @description The session.
                 * @example 01a20a16-7c9d-7b52-9a51-0c6f1d2e3f40
                 */
                session_id: string;
                /**
                 * @description Its site.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["ErasedSession"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SessionNotFoundOrSiteNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One JSON object of at most 64 KiB and 16 levels. Unknown fields are ignored. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndSessionBody"];
                "text/plain": string;
                "application/x-www-form-urlencoded": components["schemas"]["EndSessionBody"];
            };
        };
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Session"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["InvalidJsonOrValidationFailedToPages"];
            401: components["responses"]["UnauthorizedToPages"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbiddenToPages"];
            404: components["responses"]["SessionNotFoundOrSiteNotFoundToPages"];
            413: components["responses"]["PayloadTooLargeToPages"];
            415: components["responses"]["UnsupportedMediaTypeToPages"];
            429: components["responses"]["RateLimitedToPages"];
            500: components["responses"]["InternalToPages"];
            503: components["responses"]["UnavailableToPages"];
        };
    };
    identifySession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The session.
                 * @example 01a20a16-7c9d-7b52-9a51-0c6f1d2e3f40
                 */
                session_id: string;
            };
            cookie?: never;
        };
        /** @description One JSON object of at most 64 KiB and 16 levels. Unknown fields are ignored. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentifySessionBody"];
                "text/plain": string;
                "application/x-www-form-urlencoded": components["schemas"]["IdentifySessionBody"];
            };
        };
        responses: {
            /** @description The session with its lead. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Access-Control-Allow-Credentials": components["headers"]["Access-Control-Allow-Credentials"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["IdentifiedSession"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["InvalidJsonOrValidationFailedToPages"];
            401: components["responses"]["UnauthorizedToPages"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbiddenToPages"];
            404: components["responses"]["SessionNotFoundOrSiteNotFoundOrLeadNotFoundToPages"];
            409: components["responses"]["LeadConflictToPages"];
            413: components["responses"]["PayloadTooLargeToPages"];
            415: components["responses"]["UnsupportedMediaTypeToPages"];
            429: components["responses"]["RateLimitedToPages"];
            500: components["responses"]["InternalToPages"];
            503: components["responses"]["UnavailableToPages"];
        };
    };
    explainSession: {
        parameters: {
            query?: {
                /**
                 * @description The site. Absent: the site of the key, else of the session.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id?: string | null;
            };
            header?: never;
            path: {
                /**
                 * @description The session.
                 * @example 01a20a16-7c9d-7b52-9a51-0c6f1d2e3f40
                 */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reasons, and the session. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Explanation"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SessionNotFoundOrSiteNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /**
                 * @description `active` or `ended`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`.
                 */
                status?: components["parameters"]["status"];
                /**
                 * @description `true` or `false`: 10 s of active time, or two page views, or identified. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                engaged?: components["parameters"]["engaged"];
                /**
                 * @description `true` or `false`: with a lead. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                identified?: components["parameters"]["identified"];
                /**
                 * @description `exit`, `bounce` or `timeout`; missing while a session is active. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                exit_type?: components["parameters"]["exit_type"];
                /**
                 * @description `client`, `idle` or `max_length`; missing while a session is active. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                ended_by?: components["parameters"]["ended_by"];
                /**
                 * @description `true` or `false`; `true,false` is all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                is_bot?: components["parameters"]["is_bot"];
                /**
                 * @description UUIDs, whole ones. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                visitor_id?: components["parameters"]["visitor_id"];
                /**
                 * @description UUIDs, whole ones. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, missing `null`.
                 */
                lead_id?: components["parameters"]["lead_id"];
                /**
                 * @description Two letters of ISO 3166-1. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                country?: components["parameters"]["country"];
                /**
                 * @description A state or province. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                region?: components["parameters"]["region"];
                /**
                 * @description A city. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                city?: components["parameters"]["city"];
                /**
                 * @description Such as `mobile`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                device_type?: components["parameters"]["device_type"];
                /**
                 * @description A name, such as `macOS`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                os?: components["parameters"]["os"];
                /**
                 * @description A name, such as `Firefox`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                browser?: components["parameters"]["browser"];
                /**
                 * @description A BCP 47 tag. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                language?: components["parameters"]["language"];
                /**
                 * @description Such as `Google` or `news`, in any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                source?: components["parameters"]["source"];
                /**
                 * @description Such as `Organic Search`, in any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 * @example !Direct
                 */
                channel?: "Direct" | "Organic Search" | "Paid Search" | "Organic Social" | "Paid Social" | "Email" | "AI" | "Display" | "Affiliates" | "Referral" | "Other" | "null" | "!Direct" | "!Organic Search" | "!Paid Search" | "!Organic Social" | "!Paid Social" | "!Email" | "!AI" | "!Display" | "!Affiliates" | "!Referral" | "!Other" | "!null" | (string & {});
                /**
                 * @description A host, without `www.`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                referrer_host?: components["parameters"]["referrer_host"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_source?: components["parameters"]["utm_source"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_medium?: components["parameters"]["utm_medium"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_campaign?: components["parameters"]["utm_campaign"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_term?: components["parameters"]["utm_term"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_content?: components["parameters"]["utm_content"];
                /**
                 * @description The path of the landing page. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                entry_page?: components["parameters"]["entry_page"];
                /**
                 * @description The path of the last page. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                exit_page?: components["parameters"]["exit_page"];
                /**
                 * @description `true` or `false`: the first session of its visitor at the site. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                new_visitor?: components["parameters"]["new_visitor"];
                /** @description Only sessions with at least so many page views. Absent: all. */
                min_page_views?: components["parameters"]["min_page_views"];
                /** @description Only sessions that lasted at least so long, in ms. Absent: all. */
                min_duration?: components["parameters"]["min_duration"];
                /**
                 * @description The site. Needed with `ADMIN_KEY` only: a key is of one site. Absent: the site of the key.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id?: components["parameters"]["site_id"];
                /** @description The period begins: ms since the Unix epoch, or a date such as `2026-11-01`, which is its midnight in `tz`. Absent: `period`. */
                from?: components["parameters"]["from"];
                /** @description The period ends, and this is not in it: as `from`, and later. Absent: now. */
                to?: components["parameters"]["to"];
                /**
                 * @description Instead of `from` and `to`: whole days or months, the present one among them. Absent: `from` and `to`, else all that are kept.
                 * @example 7d
                 */
                period?: "today" | "yesterday" | "7d" | "30d" | "90d" | "month" | "12mo";
                /** @description The IANA name of the time zone in which days, weeks (from Monday) and months begin. Absent: that of the site. */
                tz?: components["parameters"]["tz"];
                /**
                 * @description How many, at most.
                 * @example 10
                 */
                limit?: components["parameters"]["limit"];
                /** @description The `next` of the page before. Absent: from the newest on. */
                after?: components["parameters"]["after"];
                /** @description `true`: also how many there are on all pages, which reads all of them. */
                total?: boolean | ("true" | "false");
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sessions. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["SessionList"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listLiveSessions: {
        parameters: {
            query?: {
                /**
                 * @description `active` or `ended`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`.
                 */
                status?: components["parameters"]["status"];
                /**
                 * @description `true` or `false`: 10 s of active time, or two page views, or identified. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                engaged?: components["parameters"]["engaged"];
                /**
                 * @description `true` or `false`: with a lead. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                identified?: components["parameters"]["identified"];
                /**
                 * @description `exit`, `bounce` or `timeout`; missing while a session is active. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                exit_type?: components["parameters"]["exit_type"];
                /**
                 * @description `client`, `idle` or `max_length`; missing while a session is active. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                ended_by?: components["parameters"]["ended_by"];
                /**
                 * @description `true` or `false`; `true,false` is all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                is_bot?: components["parameters"]["is_bot"];
                /**
                 * @description UUIDs, whole ones. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                visitor_id?: components["parameters"]["visitor_id"];
                /**
                 * @description UUIDs, whole ones. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, missing `null`.
                 */
                lead_id?: components["parameters"]["lead_id"];
                /**
                 * @description Two letters of ISO 3166-1. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                country?: components["parameters"]["country"];
                /**
                 * @description A state or province. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                region?: components["parameters"]["region"];
                /**
                 * @description A city. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                city?: components["parameters"]["city"];
                /**
                 * @description Such as `mobile`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                device_type?: components["parameters"]["device_type"];
                /**
                 * @description A name, such as `macOS`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                os?: components["parameters"]["os"];
                /**
                 * @description A name, such as `Firefox`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                browser?: components["parameters"]["browser"];
                /**
                 * @description A BCP 47 tag. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                language?: components["parameters"]["language"];
                /**
                 * @description Such as `Google` or `news`, in any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                source?: components["parameters"]["source"];
                /**
                 * @description Such as `Organic Search`, in any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                channel?: components["parameters"]["channel"];
                /**
                 * @description A host, without `www.`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                referrer_host?: components["parameters"]["referrer_host"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_source?: components["parameters"]["utm_source"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_medium?: components["parameters"]["utm_medium"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_campaign?: components["parameters"]["utm_campaign"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_term?: components["parameters"]["utm_term"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_content?: components["parameters"]["utm_content"];
                /**
                 * @description The path of the landing page. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                entry_page?: components["parameters"]["entry_page"];
                /**
                 * @description The path of the last page. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                exit_page?: components["parameters"]["exit_page"];
                /**
                 * @description `true` or `false`: the first session of its visitor at the site. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                new_visitor?: components["parameters"]["new_visitor"];
                /** @description Only sessions with at least so many page views. Absent: all. */
                min_page_views?: components["parameters"]["min_page_views"];
                /** @description Only sessions that lasted at least so long, in ms. Absent: all. */
                min_duration?: components["parameters"]["min_duration"];
                /**
                 * @description The site. Needed with `ADMIN_KEY` only: a key is of one site. Absent: the site of the key.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id?: components["parameters"]["site_id"];
                /**
                 * @description How many sessions, at most; all are counted.
                 * @example 10
                 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions, and counts. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Live"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportSessions: {
        parameters: {
            query: {
                /**
                 * @description `active` or `ended`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`.
                 */
                status?: components["parameters"]["status"];
                /**
                 * @description `true` or `false`: 10 s of active time, or two page views, or identified. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                engaged?: components["parameters"]["engaged"];
                /**
                 * @description `true` or `false`: with a lead. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                identified?: components["parameters"]["identified"];
                /**
                 * @description `exit`, `bounce` or `timeout`; missing while a session is active. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                exit_type?: components["parameters"]["exit_type"];
                /**
                 * @description `client`, `idle` or `max_length`; missing while a session is active. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                ended_by?: components["parameters"]["ended_by"];
                /**
                 * @description `true` or `false`; `true,false` is all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                is_bot?: components["parameters"]["is_bot"];
                /**
                 * @description UUIDs, whole ones. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                visitor_id?: components["parameters"]["visitor_id"];
                /**
                 * @description UUIDs, whole ones. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, missing `null`.
                 */
                lead_id?: components["parameters"]["lead_id"];
                /**
                 * @description Two letters of ISO 3166-1. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                country?: components["parameters"]["country"];
                /**
                 * @description A state or province. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                region?: components["parameters"]["region"];
                /**
                 * @description A city. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                city?: components["parameters"]["city"];
                /**
                 * @description Such as `mobile`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                device_type?: components["parameters"]["device_type"];
                /**
                 * @description A name, such as `macOS`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                os?: components["parameters"]["os"];
                /**
                 * @description A name, such as `Firefox`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                browser?: components["parameters"]["browser"];
                /**
                 * @description A BCP 47 tag. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                language?: components["parameters"]["language"];
                /**
                 * @description Such as `Google` or `news`, in any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                source?: components["parameters"]["source"];
                /**
                 * @description Such as `Organic Search`, in any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                channel?: components["parameters"]["channel"];
                /**
                 * @description A host, without `www.`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                referrer_host?: components["parameters"]["referrer_host"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_source?: components["parameters"]["utm_source"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_medium?: components["parameters"]["utm_medium"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_campaign?: components["parameters"]["utm_campaign"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_term?: components["parameters"]["utm_term"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_content?: components["parameters"]["utm_content"];
                /**
                 * @description The path of the landing page. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                entry_page?: components["parameters"]["entry_page"];
                /**
                 * @description The path of the last page. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                exit_page?: components["parameters"]["exit_page"];
                /**
                 * @description `true` or `false`: the first session of its visitor at the site. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                new_visitor?: components["parameters"]["new_visitor"];
                /** @description Only sessions with at least so many page views. Absent: all. */
                min_page_views?: components["parameters"]["min_page_views"];
                /** @description Only sessions that lasted at least so long, in ms. Absent: all. */
                min_duration?: components["parameters"]["min_duration"];
                /**
                 * @description The site. Needed with `ADMIN_KEY` only: a key is of one site. Absent: the site of the key.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id?: components["parameters"]["site_id"];
                /** @description The period begins: ms since the Unix epoch, or a date such as `2026-11-01`, which is its midnight in `tz`. Absent: `period`. */
                from?: components["parameters"]["from"];
                /** @description The period ends, and this is not in it: as `from`, and later. Absent: now. */
                to?: components["parameters"]["to"];
                /**
                 * @description Instead of `from` and `to`: whole days or months, the present one among them. Absent: `from` and `to`, else all that are kept.
                 * @example 7d
                 */
                period?: "today" | "yesterday" | "7d" | "30d" | "90d" | "month" | "12mo";
                /** @description The IANA name of the time zone in which days, weeks (from Monday) and months begin. Absent: that of the site. */
                tz?: components["parameters"]["tz"];
                /**
                 * @description `csv`: RFC 4180, UTF-8. `ndjson`: a JSON object a line.
                 * @example csv
                 */
                format: "csv" | "ndjson";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    /** @description The name of the file, with the day. */
                    "Content-Disposition": string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSummary: {
        parameters: {
            query?: {
                /**
                 * @description `active` or `ended`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`.
                 */
                status?: components["parameters"]["status"];
                /**
                 * @description `true` or `false`: 10 s of active time, or two page views, or identified. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                engaged?: components["parameters"]["engaged"];
                /**
                 * @description `true` or `false`: with a lead. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                identified?: components["parameters"]["identified"];
                /**
                 * @description `exit`, `bounce` or `timeout`; missing while a session is active. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                exit_type?: components["parameters"]["exit_type"];
                /**
                 * @description `client`, `idle` or `max_length`; missing while a session is active. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                ended_by?: components["parameters"]["ended_by"];
                /**
                 * @description `true` or `false`; `true,false` is all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                is_bot?: components["parameters"]["is_bot"];
                /**
                 * @description UUIDs, whole ones. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                visitor_id?: components["parameters"]["visitor_id"];
                /**
                 * @description UUIDs, whole ones. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, missing `null`.
                 */
                lead_id?: components["parameters"]["lead_id"];
                /**
                 * @description Two letters of ISO 3166-1. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                country?: components["parameters"]["country"];
                /**
                 * @description A state or province. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                region?: components["parameters"]["region"];
                /**
                 * @description A city. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                city?: components["parameters"]["city"];
                /**
                 * @description Such as `mobile`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                device_type?: components["parameters"]["device_type"];
                /**
                 * @description A name, such as `macOS`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                os?: components["parameters"]["os"];
                /**
                 * @description A name, such as `Firefox`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                browser?: components["parameters"]["browser"];
                /**
                 * @description A BCP 47 tag. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                language?: components["parameters"]["language"];
                /**
                 * @description Such as `Google` or `news`, in any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                source?: components["parameters"]["source"];
                /**
                 * @description Such as `Organic Search`, in any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                channel?: components["parameters"]["channel"];
                /**
                 * @description A host, without `www.`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                referrer_host?: components["parameters"]["referrer_host"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_source?: components["parameters"]["utm_source"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_medium?: components["parameters"]["utm_medium"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_campaign?: components["parameters"]["utm_campaign"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_term?: components["parameters"]["utm_term"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_content?: components["parameters"]["utm_content"];
                /**
                 * @description The path of the landing page. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                entry_page?: components["parameters"]["entry_page"];
                /**
                 * @description The path of the last page. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                exit_page?: components["parameters"]["exit_page"];
                /**
                 * @description `true` or `false`: the first session of its visitor at the site. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                new_visitor?: components["parameters"]["new_visitor"];
                /** @description Only sessions with at least so many page views. Absent: all. */
                min_page_views?: components["parameters"]["min_page_views"];
                /** @description Only sessions that lasted at least so long, in ms. Absent: all. */
                min_duration?: components["parameters"]["min_duration"];
                /**
                 * @description The site. Needed with `ADMIN_KEY` only: a key is of one site. Absent: the site of the key.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id?: components["parameters"]["site_id"];
                /** @description The period begins: ms since the Unix epoch, or a date such as `2026-11-01`, which is its midnight in `tz`. Absent: `period`. */
                from?: components["parameters"]["from"];
                /** @description The period ends, and this is not in it: as `from`, and later. Absent: now. */
                to?: components["parameters"]["to"];
                /**
                 * @description Instead of `from` and `to`: whole days or months, the present one among them. Absent: `from` and `to`, else `30d`.
                 * @example 7d
                 */
                period?: components["parameters"]["period"];
                /** @description The IANA name of the time zone in which days, weeks (from Monday) and months begin. Absent: that of the site. */
                tz?: components["parameters"]["tz"];
                /**
                 * @description `previous`: the equally long time before, whole months with as many months, whole days with as many days; `year`: the same dates a year before.
                 * @example previous
                 */
                compare?: "previous" | "year" | "none";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The numbers. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Summary"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTimeseries: {
        parameters: {
            query?: {
                /**
                 * @description `active` or `ended`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`.
                 */
                status?: components["parameters"]["status"];
                /**
                 * @description `true` or `false`: 10 s of active time, or two page views, or identified. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                engaged?: components["parameters"]["engaged"];
                /**
                 * @description `true` or `false`: with a lead. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                identified?: components["parameters"]["identified"];
                /**
                 * @description `exit`, `bounce` or `timeout`; missing while a session is active. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                exit_type?: components["parameters"]["exit_type"];
                /**
                 * @description `client`, `idle` or `max_length`; missing while a session is active. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                ended_by?: components["parameters"]["ended_by"];
                /**
                 * @description `true` or `false`; `true,false` is all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                is_bot?: components["parameters"]["is_bot"];
                /**
                 * @description UUIDs, whole ones. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                visitor_id?: components["parameters"]["visitor_id"];
                /**
                 * @description UUIDs, whole ones. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, missing `null`.
                 */
                lead_id?: components["parameters"]["lead_id"];
                /**
                 * @description Two letters of ISO 3166-1. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                country?: components["parameters"]["country"];
                /**
                 * @description A state or province. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                region?: components["parameters"]["region"];
                /**
                 * @description A city. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                city?: components["parameters"]["city"];
                /**
                 * @description Such as `mobile`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                device_type?: components["parameters"]["device_type"];
                /**
                 * @description A name, such as `macOS`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                os?: components["parameters"]["os"];
                /**
                 * @description A name, such as `Firefox`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                browser?: components["parameters"]["browser"];
                /**
                 * @description A BCP 47 tag. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                language?: components["parameters"]["language"];
                /**
                 * @description Such as `Google` or `news`, in any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                source?: components["parameters"]["source"];
                /**
                 * @description Such as `Organic Search`, in any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                channel?: components["parameters"]["channel"];
                /**
                 * @description A host, without `www.`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                referrer_host?: components["parameters"]["referrer_host"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_source?: components["parameters"]["utm_source"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_medium?: components["parameters"]["utm_medium"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_campaign?: components["parameters"]["utm_campaign"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_term?: components["parameters"]["utm_term"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_content?: components["parameters"]["utm_content"];
                /**
                 * @description The path of the landing page. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                entry_page?: components["parameters"]["entry_page"];
                /**
                 * @description The path of the last page. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                exit_page?: components["parameters"]["exit_page"];
                /**
                 * @description `true` or `false`: the first session of its visitor at the site. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                new_visitor?: components["parameters"]["new_visitor"];
                /** @description Only sessions with at least so many page views. Absent: all. */
                min_page_views?: components["parameters"]["min_page_views"];
                /** @description Only sessions that lasted at least so long, in ms. Absent: all. */
                min_duration?: components["parameters"]["min_duration"];
                /**
                 * @description The site. Needed with `ADMIN_KEY` only: a key is of one site. Absent: the site of the key.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id?: components["parameters"]["site_id"];
                /** @description The period begins: ms since the Unix epoch, or a date such as `2026-11-01`, which is its midnight in `tz`. Absent: `period`. */
                from?: components["parameters"]["from"];
                /** @description The period ends, and this is not in it: as `from`, and later. Absent: now. */
                to?: components["parameters"]["to"];
                /**
                 * @description Instead of `from` and `to`: whole days or months, the present one among them. Absent: `from` and `to`, else `30d`.
                 * @example 7d
                 */
                period?: components["parameters"]["period"];
                /** @description The IANA name of the time zone in which days, weeks (from Monday) and months begin. Absent: that of the site. */
                tz?: components["parameters"]["tz"];
                /**
                 * @description At most 10,000 points. Absent: hours for up to two days, days for up to 93, else months.
                 * @example day
                 */
                interval?: "hour" | "day" | "week" | "month";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The points. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Timeseries"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getBreakdown: {
        parameters: {
            query: {
                /**
                 * @description `active` or `ended`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`.
                 */
                status?: components["parameters"]["status"];
                /**
                 * @description `true` or `false`: 10 s of active time, or two page views, or identified. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                engaged?: components["parameters"]["engaged"];
                /**
                 * @description `true` or `false`: with a lead. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                identified?: components["parameters"]["identified"];
                /**
                 * @description `exit`, `bounce` or `timeout`; missing while a session is active. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                exit_type?: components["parameters"]["exit_type"];
                /**
                 * @description `client`, `idle` or `max_length`; missing while a session is active. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                ended_by?: components["parameters"]["ended_by"];
                /**
                 * @description `true` or `false`; `true,false` is all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                is_bot?: components["parameters"]["is_bot"];
                /**
                 * @description UUIDs, whole ones. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                visitor_id?: components["parameters"]["visitor_id"];
                /**
                 * @description UUIDs, whole ones. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, missing `null`.
                 */
                lead_id?: components["parameters"]["lead_id"];
                /**
                 * @description Two letters of ISO 3166-1. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                country?: components["parameters"]["country"];
                /**
                 * @description A state or province. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                region?: components["parameters"]["region"];
                /**
                 * @description A city. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                city?: components["parameters"]["city"];
                /**
                 * @description Such as `mobile`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                device_type?: components["parameters"]["device_type"];
                /**
                 * @description A name, such as `macOS`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                os?: components["parameters"]["os"];
                /**
                 * @description A name, such as `Firefox`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                browser?: components["parameters"]["browser"];
                /**
                 * @description A BCP 47 tag. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                language?: components["parameters"]["language"];
                /**
                 * @description Such as `Google` or `news`, in any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                source?: components["parameters"]["source"];
                /**
                 * @description Such as `Organic Search`, in any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                channel?: components["parameters"]["channel"];
                /**
                 * @description A host, without `www.`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                referrer_host?: components["parameters"]["referrer_host"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_source?: components["parameters"]["utm_source"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_medium?: components["parameters"]["utm_medium"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_campaign?: components["parameters"]["utm_campaign"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_term?: components["parameters"]["utm_term"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_content?: components["parameters"]["utm_content"];
                /**
                 * @description The path of the landing page. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                entry_page?: components["parameters"]["entry_page"];
                /**
                 * @description The path of the last page. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                exit_page?: components["parameters"]["exit_page"];
                /**
                 * @description `true` or `false`: the first session of its visitor at the site. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                new_visitor?: components["parameters"]["new_visitor"];
                /** @description Only sessions with at least so many page views. Absent: all. */
                min_page_views?: components["parameters"]["min_page_views"];
                /** @description Only sessions that lasted at least so long, in ms. Absent: all. */
                min_duration?: components["parameters"]["min_duration"];
                /**
                 * @description The site. Needed with `ADMIN_KEY` only: a key is of one site. Absent: the site of the key.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id?: components["parameters"]["site_id"];
                /** @description The period begins: ms since the Unix epoch, or a date such as `2026-11-01`, which is its midnight in `tz`. Absent: `period`. */
                from?: components["parameters"]["from"];
                /** @description The period ends, and this is not in it: as `from`, and later. Absent: now. */
                to?: components["parameters"]["to"];
                /**
                 * @description Instead of `from` and `to`: whole days or months, the present one among them. Absent: `from` and `to`, else `30d`.
                 * @example 7d
                 */
                period?: components["parameters"]["period"];
                /** @description The IANA name of the time zone in which days, weeks (from Monday) and months begin. Absent: that of the site. */
                tz?: components["parameters"]["tz"];
                /**
                 * @description The field.
                 * @example source
                 */
                by: "status" | "engaged" | "identified" | "exit_type" | "ended_by" | "is_bot" | "visitor_id" | "lead_id" | "country" | "region" | "city" | "device_type" | "os" | "browser" | "language" | "source" | "channel" | "referrer_host" | "utm_source" | "utm_medium" | "utm_campaign" | "utm_term" | "utm_content" | "entry_page" | "exit_page" | "new_visitor";
                /**
                 * @description The most rows; what is left is in `other`.
                 * @example 10
                 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Breakdown"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getOverview: {
        parameters: {
            query?: {
                /**
                 * @description `active` or `ended`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`.
                 */
                status?: components["parameters"]["status"];
                /**
                 * @description `true` or `false`: 10 s of active time, or two page views, or identified. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                engaged?: components["parameters"]["engaged"];
                /**
                 * @description `true` or `false`: with a lead. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                identified?: components["parameters"]["identified"];
                /**
                 * @description `exit`, `bounce` or `timeout`; missing while a session is active. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                exit_type?: components["parameters"]["exit_type"];
                /**
                 * @description `client`, `idle` or `max_length`; missing while a session is active. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                ended_by?: components["parameters"]["ended_by"];
                /**
                 * @description `true` or `false`; `true,false` is all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                is_bot?: components["parameters"]["is_bot"];
                /**
                 * @description UUIDs, whole ones. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                visitor_id?: components["parameters"]["visitor_id"];
                /**
                 * @description UUIDs, whole ones. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, missing `null`.
                 */
                lead_id?: components["parameters"]["lead_id"];
                /**
                 * @description Two letters of ISO 3166-1. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                country?: components["parameters"]["country"];
                /**
                 * @description A state or province. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                region?: components["parameters"]["region"];
                /**
                 * @description A city. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                city?: components["parameters"]["city"];
                /**
                 * @description Such as `mobile`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                device_type?: components["parameters"]["device_type"];
                /**
                 * @description A name, such as `macOS`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                os?: components["parameters"]["os"];
                /**
                 * @description A name, such as `Firefox`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                browser?: components["parameters"]["browser"];
                /**
                 * @description A BCP 47 tag. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                language?: components["parameters"]["language"];
                /**
                 * @description Such as `Google` or `news`, in any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                source?: components["parameters"]["source"];
                /**
                 * @description Such as `Organic Search`, in any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                channel?: components["parameters"]["channel"];
                /**
                 * @description A host, without `www.`. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                referrer_host?: components["parameters"]["referrer_host"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_source?: components["parameters"]["utm_source"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_medium?: components["parameters"]["utm_medium"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_campaign?: components["parameters"]["utm_campaign"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_term?: components["parameters"]["utm_term"];
                /**
                 * @description In any case. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                utm_content?: components["parameters"]["utm_content"];
                /**
                 * @description The path of the landing page. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                entry_page?: components["parameters"]["entry_page"];
                /**
                 * @description The path of the last page. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`, a part `~a`, missing `null`.
                 */
                exit_page?: components["parameters"]["exit_page"];
                /**
                 * @description `true` or `false`: the first session of its visitor at the site. Absent: all.
                 *
                 *     Also a list `a,b`, negated `!a`.
                 */
                new_visitor?: components["parameters"]["new_visitor"];
                /** @description Only sessions with at least so many page views. Absent: all. */
                min_page_views?: components["parameters"]["min_page_views"];
                /** @description Only sessions that lasted at least so long, in ms. Absent: all. */
                min_duration?: components["parameters"]["min_duration"];
                /**
                 * @description The site. Needed with `ADMIN_KEY` only: a key is of one site. Absent: the site of the key.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id?: components["parameters"]["site_id"];
                /** @description The period begins: ms since the Unix epoch, or a date such as `2026-11-01`, which is its midnight in `tz`. Absent: `period`. */
                from?: components["parameters"]["from"];
                /** @description The period ends, and this is not in it: as `from`, and later. Absent: now. */
                to?: components["parameters"]["to"];
                /**
                 * @description Instead of `from` and `to`: whole days or months, the present one among them. Absent: `from` and `to`, else `30d`.
                 * @example 7d
                 */
                period?: components["parameters"]["period"];
                /** @description The IANA name of the time zone in which days, weeks (from Monday) and months begin. Absent: that of the site. */
                tz?: components["parameters"]["tz"];
                /** @description `previous`: the equally long time before, whole months with as many months, whole days with as many days; `year`: the same dates a year before. */
                compare?: "previous" | "year" | "none";
                /** @description At most 10,000 points. Absent: hours for up to two days, days for up to 93, else months. */
                interval?: "hour" | "day" | "week" | "month";
                /** @description The most rows of each breakdown. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Summary, timeseries and eight breakdowns. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Overview"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getVisitor: {
        parameters: {
            query?: {
                /**
                 * @description The site. Needed with `ADMIN_KEY` only: a key is of one site. Absent: the site of the key.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id?: components["parameters"]["site_id"];
            };
            header?: never;
            path: {
                /**
                 * @description The visitor.
                 * @example 7fb332d6-52a1-4d9e-8c37-2b1f0e9d8c7b
                 */
                visitor_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The visitor. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Visitor"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFoundOrVisitorNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    eraseVisitor: {
        parameters: {
            query: {
                /**
                 * @description The site.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id: string;
            };
            header?: never;
            path: {
                /**
                 * @description The visitor.
                 * @example 7fb332d6-52a1-4d9e-8c37-2b1f0e9d8c7b
                 */
                visitor_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nothing is left. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["ErasedVisitor"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listVisitorSessions: {
        parameters: {
            query?: {
                /**
                 * @description The site. Needed with `ADMIN_KEY` only: a key is of one site. Absent: the site of the key.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id?: components["parameters"]["site_id"];
                /**
                 * @description How many, at most.
                 * @example 10
                 */
                limit?: components["parameters"]["limit"];
                /** @description The `next` of the page before. Absent: from the newest on. */
                after?: components["parameters"]["after"];
            };
            header?: never;
            path: {
                /**
                 * @description The visitor.
                 * @example 7fb332d6-52a1-4d9e-8c37-2b1f0e9d8c7b
                 */
                visitor_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sessions. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["ListedSessions"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFoundOrVisitorNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listLeads: {
        parameters: {
            query?: {
                /**
                 * @description The site. Needed with `ADMIN_KEY` only: a key is of one site. Absent: the site of the key.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id?: components["parameters"]["site_id"];
                /**
                 * @description How many, at most.
                 * @example 1
                 */
                limit?: number;
                /** @description The `next` of the page before. Absent: from the newest on. */
                after?: components["parameters"]["after"];
                /**
                 * @description A part of the email or the name, in any case. Absent: all.
                 * @example ann
                 */
                q?: string;
                /** @description Only leads with this status. Absent: all. */
                status?: "new" | "contacted" | "qualified" | "converted" | "lost";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of leads. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["LeadList"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLead: {
        parameters: {
            query?: {
                /**
                 * @description The site. Needed with `ADMIN_KEY` only: a key is of one site. Absent: the site of the key.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id?: components["parameters"]["site_id"];
            };
            header?: never;
            path: {
                /**
                 * @description The lead.
                 * @example 68c23397-0d0c-4f0e-9d5a-3a3f8b7a2c11
                 */
                lead_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lead. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Lead"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFoundOrLeadNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateLead: {
        parameters: {
            query?: {
                /**
                 * @description The site. Needed with `ADMIN_KEY` only: a key is of one site. Absent: the site of the key.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id?: components["parameters"]["site_id"];
            };
            header?: never;
            path: {
                /**
                 * @description The lead.
                 * @example 68c23397-0d0c-4f0e-9d5a-3a3f8b7a2c11
                 */
                lead_id: string;
            };
            cookie?: never;
        };
        /** @description One JSON object of at most 64 KiB and 16 levels. Unknown fields are ignored. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateLeadBody"];
                "text/plain": string;
            };
        };
        responses: {
            /** @description The lead. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Lead"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["InvalidJsonOrValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFoundOrLeadNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listLeadSessions: {
        parameters: {
            query?: {
                /**
                 * @description The site. Needed with `ADMIN_KEY` only: a key is of one site. Absent: the site of the key.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id?: components["parameters"]["site_id"];
                /**
                 * @description How many, at most.
                 * @example 10
                 */
                limit?: components["parameters"]["limit"];
                /** @description The `next` of the page before. Absent: from the newest on. */
                after?: components["parameters"]["after"];
            };
            header?: never;
            path: {
                /**
                 * @description The lead.
                 * @example 68c23397-0d0c-4f0e-9d5a-3a3f8b7a2c11
                 */
                lead_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sessions. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["ListedSessions"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFoundOrLeadNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTasks: {
        parameters: {
            query?: {
                /**
                 * @description The site. Needed with `ADMIN_KEY` only: a key is of one site. Absent: the site of the key.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id?: components["parameters"]["site_id"];
                /** @description How many, at most. */
                limit?: number;
                /** @description The `next` of the page before. Absent: from the newest on. */
                after?: components["parameters"]["after"];
                /**
                 * @description Only tasks with this status. Absent: all.
                 * @example pending
                 */
                status?: "pending" | "in_progress" | "completed" | "failed";
                /** @description Only tasks of this lead. Absent: all. */
                lead_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of tasks. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["TaskList"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateTask: {
        parameters: {
            query?: {
                /**
                 * @description The site. Needed with `ADMIN_KEY` only: a key is of one site. Absent: the site of the key.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id?: components["parameters"]["site_id"];
            };
            header?: never;
            path: {
                /**
                 * @description The task.
                 * @example e993f100-4b5d-4e6f-8a7b-9c0d1e2f3a4b
                 */
                task_id: string;
            };
            cookie?: never;
        };
        /** @description One JSON object of at most 64 KiB and 16 levels. Unknown fields are ignored. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTaskBody"];
                "text/plain": string;
            };
        };
        responses: {
            /** @description The task. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Task"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["InvalidJsonOrValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFoundOrTaskNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSites: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. Absent: from the first on. */
                after?: string;
                /**
                 * @description How many, at most.
                 * @example 10
                 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sites. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["SiteList"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createSite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One JSON object of at most 64 KiB and 16 levels. Unknown fields are ignored. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSiteBody"];
                "text/plain": string;
            };
        };
        responses: {
            /** @description The site. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Site"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["InvalidJsonOrValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The site.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The site. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Site"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["SiteNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The site.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is closed. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["DeletedSite"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["SiteNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The site.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id: string;
            };
            cookie?: never;
        };
        /** @description One JSON object of at most 64 KiB and 16 levels. Unknown fields are ignored. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSiteBody"];
                "text/plain": string;
            };
        };
        responses: {
            /** @description The site. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Site"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["InvalidJsonOrValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["SiteNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The site.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["KeyList"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["SiteNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The site.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id: string;
            };
            cookie?: never;
        };
        /** @description One JSON object of at most 64 KiB and 16 levels. Unknown fields are ignored. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateKeyBody"];
                "text/plain": string;
            };
        };
        responses: {
            /** @description The key. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["CreatedKey"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["InvalidJsonOrValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["SiteNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The site.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id: string;
                /**
                 * @description The key.
                 * @example 58d8b5fc-1a2b-4c3d-8e4f-5a6b7c8d9e0f
                 */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is refused from now on. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["RevokedKey"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["KeyNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listShares: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The site.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The links. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["ShareList"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createShare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The site.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id: string;
            };
            cookie?: never;
        };
        /** @description One JSON object of at most 64 KiB and 16 levels. Unknown fields are ignored. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateShareBody"];
                "text/plain": string;
            };
        };
        responses: {
            /** @description The link. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["CreatedShare"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["InvalidJsonOrValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeShare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The site.
                 * @example 5eed0000-0000-4000-8000-000000000001
                 */
                site_id: string;
                /**
                 * @description The share link.
                 * @example 7c1e9a40-3b5d-4f6a-9b8c-1d2e3f4a5b6c
                 */
                share_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is revoked. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["RevokedShare"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowedOrWrongSiteOrForbidden"];
            404: components["responses"]["SiteNotFoundOrShareNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who it is. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Identity"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One JSON object of at most 64 KiB and 16 levels. Unknown fields are ignored. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSignInBody"];
                "text/plain": string;
            };
        };
        responses: {
            /** @description Who has signed in. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    /** @description For 7 days: `HttpOnly`, `SameSite=Strict`, for paths below `/api`, and `Secure` unless this is `http://localhost`. */
                    "Set-Cookie": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Identity"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["InvalidJsonOrValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    endSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cookie is cleared. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    /** @description Without a value, and over at once. */
                    "Set-Cookie": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["SignedOut"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            403: components["responses"]["Forbidden"];
        };
    };
    callMcp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One message, or an array of them, of at most 64 KiB and 16 levels. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallMcpBody"] | components["schemas"]["CallMcpBody"][];
            };
        };
        responses: {
            /** @description The answer to a request, or an array of them to an array. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpAnswer"] | components["schemas"]["McpAnswer"][];
                };
            };
            /** @description A notification was taken. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is no message, or of a revision that is not known. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpError"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OriginNotAllowed"];
            /** @description There is no such method. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpError"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getScript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The script. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
        };
    };
    getOlderScript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The module. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It works. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Health"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            503: components["responses"]["Unavailable"];
        };
    };
    deriveSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One JSON object of at most 64 KiB and 16 levels. Unknown fields are ignored. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeriveSessionsBody"];
                "text/plain": string;
            };
        };
        responses: {
            /** @description The step is done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["DeriveStep"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
            400: components["responses"]["InvalidJsonOrValidationFailed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listRoutes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The routes. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description It was done.
                         * @constant
                         */
                        success: true;
                        data: components["schemas"]["Routes"];
                        meta: components["schemas"]["Meta"];
                    };
                };
            };
        };
    };
    getReference: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    getDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
        };
    };
}
