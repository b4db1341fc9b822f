import type { ModuleId } from '#domain/ids.ts'
import type { Module } from '#domain/learning.ts'
import { burnOut } from './burnOut/module.ts'

/** A module that comes with the server. Its id is the same on every server and in every version: what people read and
 *  answered is kept under it. */
export interface LibraryModule {
  id: ModuleId
  module: Module
}

/** What a hub can be given to read. Another module is one more line here, and `checkModule` must find no fault in it. */
export const LIBRARY: readonly LibraryModule[] = [burnOut]
