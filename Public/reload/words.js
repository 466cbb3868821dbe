// What the badge and the panel say, in the language that the browser asks for.
const words = {
  en: {
    changed: "File changed",
    reloadNow: "Reload now",
    panel: "Problems on this page",
    close: "Close",
    missing: "Not found: {url}",
    unreachable: "Cannot be loaded: {url}",
    nearest: "There is {nearest}. Names must match letter by letter, upper and lower case too.",
    mediaType: "{url} is not used, because the server says that it is {mediaType}. Check the file's name and ending.",
    promise: "Unhandled promise rejection: {message}",
    blocked: "Blocked by the page's Content-Security-Policy: {message}",
    "not-utf-8": 'This page is not UTF-8 and does not say what it is. Save it as UTF-8 and put <meta charset="utf-8"> into its head.',
    policy: "The page's Content-Security-Policy: {text}",
    "no-watches": "The system watches no more files; changes in {path} are found by looking, so later.",
    silent: "The file system of {path} does not tell of changes; they are found by looking, so later.",
    overflow: "So much changed in {path} at once that everything was looked through again.",
    "too-much": "There is too much in {path} to watch all of it.",
    unreadable: "{path} may not be read, so its changes are not seen.",
    fix: "To mend it: {fix}",
  },
  zh: {
    changed: "文件有改动",
    reloadNow: "点此刷新",
    panel: "本页的问题",
    close: "关闭",
    missing: "找不到：{url}",
    unreachable: "无法加载：{url}",
    nearest: "有一个文件叫 {nearest}。文件名必须完全一致，大小写也要相同。",
    mediaType: "{url} 没有生效：服务器说它的类型是 {mediaType}。请检查文件名和扩展名。",
    promise: "未处理的 Promise 错误：{message}",
    blocked: "被本页的内容安全策略（CSP）拦截：{message}",
    "not-utf-8": '本页不是 UTF-8 编码，也没有声明编码。请另存为 UTF-8，并在 head 中加上 <meta charset="utf-8">。',
    policy: "本页的内容安全策略（CSP）：{text}",
    "no-watches": "系统无法再监视更多文件；{path} 中的改动靠定时检查发现，会慢一些。",
    silent: "{path} 所在的文件系统不通知改动；改动靠定时检查发现，会慢一些。",
    overflow: "{path} 中一次改动太多，已重新全部检查。",
    "too-much": "{path} 中的内容太多，无法全部监视。",
    unreadable: "{path} 没有读取权限，看不到其中的改动。",
    fix: "解决办法：{fix}",
  },
};

const isChinese = () => /^zh/i.test((navigator.languages ?? []).find((tag) => /^(zh|en)/i.test(tag)) ?? "");

/** The text of that name; null for a name that this version does not know. */
function say(name, values = {}) {
  const text = words[isChinese() ? "zh" : "en"][name];
  return text?.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "") ?? null;
}
