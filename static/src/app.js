// What the pages gain with a script; every one of them works without it.
import {
  Button,
  CharacterCount,
  ErrorSummary,
  NotificationBanner,
  ServiceNavigation,
  SkipLink,
  createAll
} from 'govuk-frontend'

import './organisations.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const component of [
  Button,
  CharacterCount,
  ErrorSummary,
  NotificationBanner,
  ServiceNavigation,
  SkipLink
]) {
  createAll(component)
}

// Fields that belong under one radio button show when it is chosen. GOV.UK's own script says so by aria-expanded,
// which a radio button may not carry.
for (const group of document.querySelectorAll('.govuk-radios:has([data-reveals])')) {
  const settle = () => {
    for (const radio of group.querySelectorAll('[data-reveals]')) {
      document.getElementById(radio.dataset.reveals).classList.toggle('govuk-radios__conditional--hidden', !radio.checked)
    }
  }
  group.addEventListener('change', settle)
  // Going back in the browser's history restores what was chosen, without a word.
  window.addEventListener('pageshow', settle)
  settle()
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
