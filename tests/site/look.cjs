// Opens pages in Chromium: light, dark, as printed, 320 px wide. Prints one JSON list of what is wrong.
// node look.cjs CHROMIUM COUNT PAGE...: the first COUNT pages in every look, the others in the first alone.
const fs = require("fs");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core"), "utf8");
const looks = {
  light: { colorScheme: "light", viewport: { width: 1000, height: 900 } },
  dark: { colorScheme: "dark", viewport: { width: 1000, height: 900 } },
  print: { colorScheme: "light", viewport: { width: 800, height: 1000 }, media: "print" },
  narrow: { colorScheme: "light", viewport: { width: 320, height: 800 } },
};
(async () => {
  const [executablePath, count, ...pages] = process.argv.slice(2);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const wrong = [];
  for (const [name, { media, ...settings }] of Object.entries(looks)) {
    const context = await browser.newContext({ ...settings, bypassCSP: true });
    const page = await context.newPage();
    if (media) await page.emulateMedia({ media });
    let address, asked;
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => wrong.push([address, name, "console", message.text()]));
    for (address of name === "light" ? pages : pages.slice(0, Number(count))) {
      asked = [];
      await page.goto(address);
      if (asked.some((one) => !one.startsWith("file:"))) wrong.push([address, name, "request", asked]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > settings.viewport.width) wrong.push([address, name, "too wide", wide]);
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run());
      for (const one of found.violations) wrong.push([address, name, one.id, one.nodes.map((node) => node.html)]);
    }
    await context.close();
  }
  await browser.close();
  console.log(JSON.stringify(wrong));
})();
