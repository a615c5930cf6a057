/**
 * Names of parameters whose values are credentials or personal data, and so are nobody's business here. Data only; who reads
 * it is `address-privacy.ts`. Too much is removed rather than too little: reports count paths, not queries.
 *
 * Sources: OAuth 2.0 (RFC 6749 and 7636, and what RFC 9700 says leaks by URL), OAuth 1.0 (RFC 5849), OpenID Connect Core 1.0,
 * SAML 2.0 bindings, CAS; OWASP's Session Management Cheat Sheet and CWE-598 (session ids and passwords in a query); what
 * Sentry, Rails and Matomo remove (https://docs.sentry.io/security-legal-pii/scrubbing/server-side-scrubbing/,
 * `filter_parameter_logging.rb`, matomo-org/matomo#16443); signed URLs of AWS, Azure and Google Cloud; the ids of recipients
 * that Brave's and Firefox's query stripping removes.
 */

const list = (text: string) => text.trim().split(/\s+/);

/** In the whole name, without case and punctuation: `X-API-Key` is `xapikey`. */
export const SENSITIVE_PARTS = list(`
  token password passwd passphrase passcode passwort kennwort motdepasse contrasena senha secret credential
  apikey accesskey privatekey authkey consumerkey subscriptionkey licensekey
  session sessid authorization authorisation signature jwt bearer csrf xsrf saml
  email firstname lastname fullname surname givenname familyname maidenname username vorname nachname
  phonenumber mobilenumber telephone telefon birthdate birthday dateofbirth socialsecurity creditcard cardnumber
`);

/** A word of the name: `user_auth` and `userAuth` have the word `auth`, `author` has not. */
export const SENSITIVE_WORDS = new Set(
  list('auth oauth sess sid pwd pass pw otp mfa totp pin sig hmac mail phone ssn iban cvv cvc dob'),
);

/** The whole name, without case and punctuation. */
export const SENSITIVE_NAMES = new Set(
  list(`
  key code authcode codeverifier codechallenge oauthverifier assertion nonce relaystate ticket devicecode usercode
  verificationcode confirmationcode activationcode resetcode securitycode accesscode invitecode otpcode
  resetkey activationkey keypairid magic cookie
  name fname lname mname nickname user login loginhint tel mobile cell fax msisdn correo address address1 address2 addr
  street streetaddress zip zipcode postcode postalcode plz passport nationalid taxid ccnumber
  mceid mkttok hsenc kx olyencid olyanonid veroid
`),
);

/**
 * Beside one of these, `state` is a part of OAuth's answer and goes as well; alone it is as often one of the United States.
 */
export const OAUTH_ANSWER = new Set(list('code accesstoken idtoken'));
