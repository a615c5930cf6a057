/**
 * Where people read e-mail in a browser, by name: data only, in the notation of `known-sources.ts`. A link that was opened there
 * was in an e-mail. Sources: the e-mail category of https://github.com/snowplow-referer-parser/referer-parser, and the apps'
 * own pages.
 */
export const WEBMAIL: Record<string, string> = {
  Gmail: 'mail.google.com com.google.android.gm',
  Outlook:
    'outlook.live.com outlook.office.com outlook.office365.com outlook.com mail.live.com com.microsoft.office.outlook safelinks.protection.outlook.com',
  'Yahoo Mail': 'mail.yahoo.com mail.yahoo.co.jp com.yahoo.mobile.client.android.mail',
  'Proton Mail': 'mail.proton.me mail.protonmail.com ch.protonmail.android',
  'Mail.ru Mail': 'e.mail.ru touch.mail.ru ru.mail.mailapp',
  'Yandex Mail': 'mail.yandex.ru mail.yandex.com ru.yandex.mail',
  GMX: 'gmx.net gmx.com gmx.at gmx.ch deref-gmx.net',
  'WEB.DE': 'web.de deref-web.de deref-mail.com',
  'AOL Mail': 'mail.aol.com',
  'iCloud Mail': 'icloud.com',
  Fastmail: 'fastmail.com',
  'Zoho Mail': 'mail.zoho.com mail.zoho.eu',
  'Naver Mail': 'mail.naver.com',
  'Daum Mail': 'mail.daum.net',
  'QQ Mail': 'mail.qq.com wx.mail.qq.com',
  'NetEase Mail': 'mail.163.com mail.126.com',
  'Rambler Mail': 'mail.rambler.ru',
  'Seznam Email': 'email.seznam.cz',
  Thunderbird: 'net.thunderbird.android com.fsck.k9',
};
