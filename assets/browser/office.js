// The page of the three offices has no list of pages.
export default () => inChinese()
