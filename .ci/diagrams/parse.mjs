// Asks Mermaid whether it takes each FILE, and whether it sees as many levels and arrows as jobcat wrote:
// node parse.mjs FILE...
import { readFileSync } from 'node:fs'
import { JSDOM } from 'jsdom'

// Mermaid cleans labels with the help of a page, and there is no browser here.
const { window } = new JSDOM('')
globalThis.window = window
globalThis.document = window.document
const { default: mermaid } = await import('mermaid')

// A whole catalog is larger than what a page should draw.
mermaid.initialize({ maxEdges: 1e6, maxTextSize: 1e9 })

const count = (text, pattern) => text.match(pattern)?.length ?? 0
let refused = 0
for (const file of process.argv.slice(2)) {
  try {
    const text = readFileSync(file, 'utf8')
    const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(text)
    const seen = [type, db.getVertices().size, db.getEdges().length].join(' ')
    const written = ['flowchart-v2', count(text, /^ +n\d+\[/gm), count(text, /^ +n\d+ -->/gm)].join(' ')
    if (seen !== written) {
      throw new Error(`Mermaid sees ${seen}, written was ${written}`)
    }
  } catch (error) {
    console.error(`${file}: ${error.message}`)
    refused++
  }
}
process.exit(refused > 0 ? 1 : 0)
