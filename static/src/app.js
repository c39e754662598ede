// What the pages gain with a script; every one of them works without it.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll
} from 'govuk-frontend'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const component of [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink
]) {
  createAll(component)
}

// Some browsers forget what a table is once its rows are drawn as cards: say it again.
const roles = { thead: 'rowgroup', tbody: 'rowgroup', tr: 'row', td: 'cell', 'th[scope=col]': 'columnheader', 'th[scope=row]': 'rowheader' }
for (const table of document.querySelectorAll('.app-table--cards')) {
  table.setAttribute('role', 'table')
  for (const [selector, role] of Object.entries(roles)) {
    for (const element of table.querySelectorAll(selector)) element.setAttribute('role', role)
  }
}

// A table that fits need not be a stop for the Tab key.
const scrollers = document.querySelectorAll('.app-table-scroll')
const settle = () => {
  for (const scroller of scrollers) scroller.tabIndex = scroller.scrollWidth > scroller.clientWidth ? 0 : -1
}
if (scrollers.length) {
  settle()
  window.addEventListener('resize', settle)
}
