// What a User-Agent field says of the device: its kind, its browser and its system, as far as that can be known.

// The most particular first: most browsers also call themselves Chrome and Safari.
const browsers = [
  ["WeChat", /MicroMessenger\/(\d+(?:\.\d+)?)/], ["DingTalk", /DingTalk\/(\d+)/], ["QQ", /\bQQ\/(\d+)/],
  ["QQ Browser", /MQQBrowser\/(\d+)/], ["UC", /UCBrowser\/(\d+)/], ["Huawei", /HuaweiBrowser\/(\d+)/],
  ["Xiaomi", /MiuiBrowser\/(\d+)/], ["vivo", /VivoBrowser\/(\d+)/],
  ["OPPO", /HeyTapBrowser\/(\d+)/], ["Quark", /Quark\/(\d+)/], ["Samsung", /SamsungBrowser\/(\d+)/],
  ["Edge", /Edg(?:e|A|iOS)?\/(\d+)/], ["Opera", /(?:OPR|OPT)\/(\d+)/], ["Firefox", /(?:Firefox|FxiOS)\/(\d+)/],
  ["Chrome", /CriOS\/(\d+)/], ["ArkWeb", /ArkWeb\/(\d+)/], ["WebView", /; wv\).*Chrome\/(\d+)/],
  ["Chrome", /Chrome\/(\d+)/], ["Safari", /Version\/(\d+(?:\.\d+)?).*Safari\//],
];

/** `{kind: "phone" | "tablet" | "computer" | "unknown", browser, system}`; empty strings are unknown. */
export function deviceOf(agent = "", screen = null) {
  const system = systemOf(agent, screen);
  return { kind: kindOf(agent, system), browser: browserOf(agent), system };
}

function browserOf(agent) {
  for (const [name, pattern] of browsers) {
    const version = pattern.exec(agent)?.[1];
    if (version) return `${name} ${version.replace(/\.0$/, "")}`;
  }
  return /^[\w.-]+\/[\w.]+/.exec(agent)?.[0].replace(/^Mozilla\/.*/, "").replace("/", " ") ?? "";
}

function systemOf(agent, screen) {
  if (/iPad|iPhone|iPod/.test(agent)) return appleSystem(agent);
  if (/OpenHarmony|HarmonyOS/.test(agent)) return "HarmonyOS";
  if (/Android/.test(agent)) return androidSystem(agent);
  if (/CrOS/.test(agent)) return "ChromeOS";
  if (/Windows/.test(agent)) return "Windows";
  // An iPad says that it is a Mac; no Mac has a touch screen.
  if (/Macintosh/.test(agent)) return screen?.touch ? "iPadOS" : "macOS";
  return /Linux|X11/.test(agent) ? "Linux" : "";
}

/** Safari froze the system's version at 18.6; since then the browser's is the system's. */
function appleSystem(agent) {
  const name = /iPad/.test(agent) ? "iPadOS" : "iOS";
  const [, major, minor] = /OS (\d+)_(\d+)/.exec(agent) ?? [];
  const browser = /Version\/(\d+(?:\.\d+)?)/.exec(agent)?.[1];
  if (browser && Number(browser) >= 26) return `${name} ${browser.replace(/\.0$/, "")}`;
  return major && !(major === "18" && Number(minor) >= 6) ? `${name} ${major}.${minor}` : name;
}

/** Chrome says "Android 10; K" on every device. */
function androidSystem(agent) {
  const version = /Android (\d+)/.exec(agent)?.[1];
  return version && !/Android 10; K\)/.test(agent) ? `Android ${version}` : "Android";
}

function kindOf(agent, system) {
  if (/iPad|Tablet/.test(agent) || system === "iPadOS") return "tablet";
  if (/Mobi|iPhone|iPod|\(Phone/.test(agent)) return "phone";
  if (system.startsWith("Android")) return "tablet"; // By convention, without "Mobile".
  return system ? "computer" : "unknown";
}
