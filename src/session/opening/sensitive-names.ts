/**
 * Names of parameters whose values are credentials or personal data, and so are nobody's business here. Data only; who reads
 * it is `address-privacy.ts`. Too much is removed rather than too little: reports count paths, not queries.
 *
 * Names are compared without case, accents and punctuation, and with and without the digits at their end: `X-API-Key` is
 * `xapikey`, `Prénom` is `prenom`, `phone1` is `phone`. Of a nested name (`billing[zip]`) the last part counts as well.
 *
 * Sources: OAuth 2.0 (RFC 6749 and 7636, and what RFC 9700 says leaks by URL), OAuth 1.0 (RFC 5849), OpenID Connect Core 1.0,
 * SAML 2.0 bindings, CAS; OWASP's Session Management Cheat Sheet and CWE-598 (session ids and passwords in a query); what
 * Sentry, Rails and Matomo remove (https://docs.sentry.io/security-legal-pii/scrubbing/server-side-scrubbing/,
 * `filter_parameter_logging.rb`, matomo-org/matomo#16443); Firebase's links by e-mail (`oobCode`); signed URLs of AWS, Azure and
 * Google Cloud; the ids of recipients that Brave's and Firefox's query stripping removes.
 */

const list = (text: string) => text.trim().split(/\s+/);

/** Anywhere in the name. */
export const SENSITIVE_PARTS = list(`
  password passwd passphrase passcode passwort kennwort motdepasse contrasena senha credential
  apikey accesskey privatekey authkey consumerkey subscriptionkey licensekey
  sessionid sessid authorization authorisation jwt bearer csrf xsrf saml
  firstname lastname fullname surname givenname familyname maidenname username vorname nachname
  customername yourname contactname clientname guestname realname billingname shippingname recipientname nameoncard cardholder
  mailaddress phonenumber mobilenumber telephone telefon birthdate birthday dateofbirth socialsecurity
  creditcard cardnumber accountnumber
`);

/** At the end of the name: `authtoken` and `user_session`; but neither `tokenize` nor `session_type`. */
export const SENSITIVE_ENDINGS = list('token secret session signature pwd mail phone address');

/** A word of the name: `user_auth` and `userAuth` have the word `auth`, `author` has not. */
export const SENSITIVE_WORDS = new Set(
  list(`
  token secret auth oauth sess sid pwd psw pass pw otp mfa 2fa totp pin sig hmac creds
  birth dob ssn iban cvv cvc zip zipcode postcode postalcode plz
`),
);

/**
 * By these networks and mailers know a visitor or a recipient again, as by a click id; so they go as well where the visitor asks
 * for privacy, whatever the site keeps. `_gl` and `_ga` are Google Analytics' client id on its way from one domain to another.
 */
export const VISITOR_IDS = new Set(
  list('mc_eid mkt_tok _hsenc _kx oly_enc_id oly_anon_id vero_id ml_subscriber_hash _gl _ga'),
);

/** The whole name. */
export const SENSITIVE_NAMES = new Set(
  list(`
  key code authcode codeverifier codechallenge oauthverifier assertion nonce relaystate ticket devicecode usercode
  verificationcode verifycode confirmationcode activationcode resetcode securitycode accesscode invitecode invitationcode
  otpcode oobcode logincode signincode smscode emailcode onetimecode pincode otc tokens
  resetkey activationkey verificationkey orderkey keypairid magic magiclink loginlink cookie hash userhash emailhash
  invite invitation activation verification confirmation creds upwd userpass loginpass sso
  sessionkey sessionstate sessionhash sessionuuid
  name fname lname mname nickname forename prenom nom nombre apellido apellidos user login loginhint
  tel telno phoneno mobile mobileno cell fax msisdn emailid courriel correo
  addr addressline street streetaddress
  bday birthyear birthmonth birthplace passport nationalid taxid
  card cardnum cardno ccnumber accountno accountnum
  ip ipaddr clientip userip remoteip lat lng lon latlng latlon latitude longitude
`),
);

const FLAG_OR_WORD = /^(?:\p{Lu}?[\p{Ll} +_-]{0,16}|\d{0,3})$/u;
const NUMBER_OR_FLAG = /^(?:\d{0,6}|true|false)$/;

/**
 * Whole names that are as often harmless, with what their values are then: `signature=drink`, `confirm=true`, and `first=20`,
 * which asks for a page of a list.
 */
export const AMBIGUOUS_NAMES = new Map([
  ...list('signature verify confirm reset').map((name) => [name, FLAG_OR_WORD] as const),
  ...list('first last').map((name) => [name, NUMBER_OR_FLAG] as const),
]);

/**
 * Beside one of these, `state` is a part of OAuth's answer and goes as well; alone it is as often one of the United States.
 */
export const OAUTH_ANSWER = new Set(list('code accesstoken idtoken'));
