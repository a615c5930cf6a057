/**
 * Apps that show pages in a browser of their own, by what they add to the user agent of the system's. The marks are those of
 * `inapp-spy` (MIT, https://github.com/shalanah/inapp-spy), with the versions beside them, and Bing, KakaoTalk, Naver, Pinterest
 * as their user agents show them. WeChat is known to the user agent library. The first that fits counts; the group is the version.
 */
export const IN_APP_BROWSERS: readonly [name: string, mark: RegExp][] = [
  // Instagram and Threads may show the marks of Facebook too.
  ['Instagram', /\bInstagram(?:[ /]([\d.]+))?/],
  ['Threads', /\bBarcelona(?:[ /]([\d.]+))?/],
  // Facebook's in-app browser (`FB_IAB`), whichever of its apps opened it: Facebook, Facebook Lite or Messenger.
  ['Facebook', /\bFBAV\/([\d.]+)/],
  ['Facebook', /\bFB(?:AN|_IAB)\//],
  ['TikTok', /\bAppName\/musical_ly app_version\/([\d.]+)/],
  ['TikTok', /\b(?:musical_ly_|TikTok[ /])([\d.]+)/],
  ['TikTok', /\b(?:trill_\d|BytedanceWebview\/)/],
  ['LinkedIn', /\[LinkedInApp\](?:\/([\d.]+))?/],
  ['Snapchat', /\bSnapchat\/([\d.]+)/],
  ['Pinterest', /\[Pinterest\/(?:iOS|Android)\]/],
  ['X', /\bTwitter(?: for i(?:Phone|Pad)|Android)(?:\/([\d.]+))?/],
  ['Line', / Line\/([\d.]+)/],
  ['KakaoTalk', /\bKAKAOTALK(?:[ /]([\d.]+))?/],
  ['Naver', /\bNAVER\(inapp; [^;)]*; [^;)]*; ([\d.]+)/],
  ['Reddit', /\bReddit\/(?:Version )?([\d.]+)/],
  ['WhatsApp', /\b(?:WAiOS|WA4A)\/([\d.]+)/],
  ['Google Search', /\bGSA\/(\d+(?:\.\d+)*)/],
  ['Bing', /\bBingSapphire\/([\d.]+)/],
];
