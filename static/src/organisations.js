// The box for an organisation offers names from the programme's list while somebody types: the combobox of the ARIA
// Authoring Practices, with a list that one may pick from or ignore. (accessible-autocomplete writes its options as
// HTML, which trusted types refuse.) A box of several lines gets another box above it, which adds a line.

const PAUSE = 150
const FEWEST = 2

class Combobox {
  constructor (input, address, pick) {
    this.input = input
    this.address = address
    this.pick = pick
    this.found = []
    this.current = -1
    this.asked = 0
    this.list = element('ul', { id: `${input.id}-found`, role: 'listbox', class: 'app-found', hidden: '' })
    this.list.setAttribute('aria-label', 'Organisations on the programme’s list')
    this.status = element('div', { class: 'govuk-visually-hidden', role: 'status' })
    for (const [name, value] of Object.entries({
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': this.list.id,
      autocomplete: 'off',
      autocapitalize: 'none'
    })) input.setAttribute(name, value)
    const frame = element('div', { class: 'app-combobox' })
    input.before(frame)
    frame.append(input, this.list, this.status)
    input.addEventListener('input', () => this.wait())
    input.addEventListener('keydown', (event) => this.press(event))
    input.addEventListener('blur', () => this.close())
    // Before the box loses its focus, or there would be nothing left to press.
    this.list.addEventListener('mousedown', (event) => event.preventDefault())
    this.list.addEventListener('click', (event) => {
      const option = event.target.closest('[role=option]')
      if (option) this.take(Array.from(this.list.children).indexOf(option))
    })
  }

  wait () {
    clearTimeout(this.timer)
    this.asked += 1
    const text = this.input.value.trim()
    if (text.length < FEWEST) return this.close()
    this.timer = setTimeout(() => this.ask(text), PAUSE)
  }

  async ask (text) {
    const asked = this.asked
    try {
      const response = await fetch(`${this.address}?q=${encodeURIComponent(text)}`, { headers: { Accept: 'application/json' } })
      const { found } = await response.json()
      // What was typed meanwhile has been asked for by itself.
      if (asked === this.asked && document.activeElement === this.input) this.show(found)
    } catch {
      // Without an answer the box is one to type in, as it is without a script.
      this.close()
    }
  }

  show (found) {
    this.found = found
    this.list.replaceChildren(...found.map(({ name, note }, i) => {
      const option = element('li', { id: `${this.list.id}-${i}`, role: 'option', class: 'app-found__option', 'aria-selected': 'false' })
      option.append(name)
      if (note) option.append(element('span', { class: 'app-found__note' }, note))
      return option
    }))
    this.point(-1)
    this.list.hidden = !found.length
    this.input.setAttribute('aria-expanded', String(!!found.length))
    const count = found.length === 1 ? '1 organisation' : `${found.length} organisations`
    this.status.textContent = found.length
      ? `${count} on the list. Use the up and down arrows to look at them, and Enter to choose.`
      : 'Nothing on the list fits. You can add it as new.'
  }

  close () {
    clearTimeout(this.timer)
    this.asked += 1
    this.found = []
    this.list.hidden = true
    this.list.replaceChildren()
    this.input.setAttribute('aria-expanded', 'false')
    this.point(-1)
    this.status.textContent = ''
  }

  point (i) {
    this.current = i
    Array.from(this.list.children).forEach((option, n) => option.setAttribute('aria-selected', String(n === i)))
    if (i < 0) return this.input.removeAttribute('aria-activedescendant')
    this.input.setAttribute('aria-activedescendant', this.list.children[i].id)
    this.list.children[i].scrollIntoView({ block: 'nearest' })
  }

  press (event) {
    if (event.isComposing) return
    const many = this.found.length
    if (event.key === 'Escape' && many) {
      event.preventDefault()
      this.close()
    } else if (event.key === 'Enter' && this.current >= 0) {
      event.preventDefault()
      this.take(this.current)
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!many) return event.key === 'ArrowDown' ? this.wait() : undefined
      event.preventDefault()
      // From the box down to the first and up to the last, and round.
      const step = event.key === 'ArrowDown' ? 1 : -1
      this.point((this.current + 1 + step + many + 1) % (many + 1) - 1)
    }
  }

  take (i) {
    const { name } = this.found[i]
    this.close()
    this.pick(name)
  }
}

function element (kind, attributes, text) {
  const made = document.createElement(kind)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  if (text) made.textContent = text
  return made
}

// One name: what is picked takes the place of what was typed.
for (const input of document.querySelectorAll('input[data-find]')) {
  const box = new Combobox(input, input.dataset.find, (name) => {
    input.value = name
    input.dispatchEvent(new Event('change', { bubbles: true }))
    box.status.textContent = `${name} is chosen.`
  })
}

// Several: what is picked, or typed and followed by Enter, becomes a line.
for (const area of document.querySelectorAll('textarea[data-find]')) {
  const id = `${area.id}-find`
  const group = element('div', { class: 'govuk-form-group' })
  const label = element('label', { class: 'govuk-label', for: id }, 'Find one on the list, and add it')
  const input = element('input', { class: 'govuk-input', id, type: 'text', spellcheck: 'false' })
  group.append(label, input)
  area.before(group)
  const add = (name) => {
    const lines = area.value.split('\n').map((line) => line.trim()).filter(Boolean)
    if (!lines.includes(name)) lines.push(name)
    area.value = `${lines.join('\n')}\n`
    input.value = ''
    box.status.textContent = `${name} is added to the list below.`
  }
  const box = new Combobox(input, area.dataset.find, add)
  input.addEventListener('keydown', (event) => {
    // Without a name of its own it is sent by no form; Enter must not send the form either.
    if (event.key !== 'Enter' || event.defaultPrevented) return
    event.preventDefault()
    const name = input.value.trim()
    if (name) {
      box.close()
      add(name)
    }
  })
}
