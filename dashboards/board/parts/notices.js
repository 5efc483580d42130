// What must be seen before any figure: open alerts, a filter that can't be, a warehouse that does not answer.
export default {
  props: { notices: Array, label: String, urgent: Boolean },
  template: `
    <section v-if="notices.length" class="notices" :aria-label="label" :role="urgent ? 'alert' : null">
      <div v-for="notice in notices" :key="notice.id" class="notice" :class="'is-' + notice.tone">
        <h2>{{ notice.title }}</h2>
        <p>{{ notice.text }} <a v-if="notice.href" :href="notice.href" :data-look="notice.look">{{ notice.link }}</a></p>
        <dl v-if="notice.facts"><div v-for="fact in notice.facts" :key="fact.label"><dt>{{ fact.label }}</dt><dd :data-raw="fact.raw">{{ fact.value }}</dd></div></dl>
        <ol v-if="notice.steps"><li v-for="step in notice.steps" :key="step">{{ step }}</li></ol>
      </div>
    </section>`,
};
