import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** A copy of the project (what git knows or would take), in which a test may plant a violation. */
export class ProjectCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'teren-copy-'))

  constructor() {
    const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
    for (const file of listed.split('\0').filter(Boolean)) {
      cpSync(join(root, file), join(this.folder, file), { force: true, errorOnExist: false })
    }
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'))
  }

  plant(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true })
    writeFileSync(join(this.folder, file), text)
  }

  /** Puts a file back as the project has it, or takes it away. */
  restore(file: string): void {
    if (existsSync(join(root, file))) cpSync(join(root, file), join(this.folder, file))
    else rmSync(join(this.folder, file), { force: true })
  }

  /** Runs a tool of the project with this Node. */
  run(bin: string, ...args: string[]): { code: number; output: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join('node_modules', bin), ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      // Nothing of the test runner's own: tools behave otherwise under it.
      env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1' },
    })
    return { code: status ?? -1, output: `${stdout}${stderr}` }
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
