/**
 * AI assistants by name: data only, in the notation of `known-sources.ts`. Sources: GA4's channel of May 2026 (ChatGPT, Gemini,
 * Claude, Copilot, Grok, DeepSeek; https://support.google.com/analytics/answer/9756891) and
 * https://github.com/matomo-org/searchengine-and-social-list (`AIAssistants.yml`), and those that have come since.
 */
export const AI_ASSISTANTS: Record<string, string> = {
  ChatGPT: 'chatgpt.com chat.openai.com com.openai.chatgpt openai',
  Claude: 'claude.ai claude.com com.anthropic.claude anthropic',
  Gemini: 'gemini.google.com bard.google.com com.google.android.apps.bard bard',
  NotebookLM: 'notebooklm.google.com notebooklm.google',
  Copilot:
    'copilot.microsoft.com copilot.cloud.microsoft m365copilot.com edgeservices.bing.com com.microsoft.copilot copilot.com',
  Perplexity: 'perplexity.ai ai.perplexity.app.android',
  DeepSeek: 'deepseek.com com.deepseek.chat',
  Mistral: 'chat.mistral.ai ai.mistral.chat lechat le-chat',
  Grok: 'grok.com grok.x.ai ai.x.grok xai',
  'Meta AI': 'meta.ai',
  Qwen: 'qwen.ai tongyi.aliyun.com qianwen.com tongyi.com',
  Kimi: 'kimi.com kimi.moonshot.cn kimi.ai',
  Doubao: 'doubao.com',
  Yuanbao: 'yuanbao.tencent.com',
  'Baidu AI': 'yiyan.baidu.com chat.baidu.com ernie',
  'Z.ai': 'chatglm.cn z.ai',
  'You.com': 'you.com',
  Poe: 'poe.com com.poe.android',
  Phind: 'phind.com',
  iAsk: 'iask.ai',
  'Duck.ai': 'duck.ai',
  Lumo: 'lumo.proton.me',
  Pi: 'pi.ai',
  Genspark: 'genspark.ai',
  Felo: 'felo.ai',
  Liner: 'liner.com getliner.com',
  Andi: 'andisearch.com',
};
