// Bundles the behaviours into dist/app.js, which the binary embeds and serves.
import { readFile, readdir } from "node:fs/promises"
import { gzipSync } from "node:zlib"
import { build } from "esbuild"

/** The most the bundle may weigh, gzipped: it is on the way of the very first page. */
const BYTES_MAX = 60_000

/**
 * Turbo puts its progress bar's style into the page when it is loaded, which a strict content security policy
 * refuses and reports. The style is in our own stylesheet (page.css), so Turbo's is left out.
 */
const withoutInlineStyle = {
  name: "without-inline-style",
  setup(builder) {
    builder.onLoad({ filter: /turbo\.es2017-esm\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8")
      const parts = source.split("this.installStylesheetElement();")
      if (parts.length !== 2) throw new Error("Turbo's progress bar has changed: look at build.mjs again")
      return { contents: parts.join(""), loader: "js" }
    })
  },
}

if (process.argv.includes("--tests")) {
  const names = (await readdir("test")).filter((name) => name.endsWith(".test.ts"))
  await build({
    entryPoints: names.map((name) => `test/${name}`),
    outdir: "dist/test", bundle: true, platform: "node", format: "esm", packages: "external", logLevel: "warning",
  })
} else if (process.argv.includes("--browser")) {
  await build({
    entryPoints: ["browser/all.test.ts"],
    outdir: "dist/browser", bundle: true, platform: "node", format: "esm", packages: "external", logLevel: "warning",
  })
} else {
  const { outputFiles } = await build({
    entryPoints: ["src/app.ts"],
    outfile: "dist/app.js", bundle: true, minify: true, format: "esm", target: "es2022",
    legalComments: "eof", plugins: [withoutInlineStyle], write: false, logLevel: "warning",
  })
  const { mkdir, writeFile } = await import("node:fs/promises")
  await mkdir("dist", { recursive: true })
  for (const file of outputFiles) {
    await writeFile(file.path, file.contents)
    const bytes = gzipSync(file.contents).length
    console.log(`dist/app.js: ${file.contents.length} bytes, ${bytes} gzipped`)
    if (bytes > BYTES_MAX) throw new Error(`dist/app.js weighs ${bytes} bytes gzipped, more than ${BYTES_MAX}`)
  }
}
