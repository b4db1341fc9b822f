/** A lesson and what opens it, one chunk. */
import '#store/learning/announcements.ts'
import '#store/learning/moduleShelf.ts'
import '#store/learning/seatLearning.ts'

export { LessonPage } from '#screens/learning/lesson/LessonPage.tsx'
